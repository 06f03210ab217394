import { matching } from '../props';
import type { EngineName } from './engine';

/** What both engines take as the name of a database: RDS asks for letters and digits, and PostgreSQL and MySQL let _ in. */
export const databaseName = matching(/^[A-Za-z]\w{0,62}$/, 'up to 63 letters, digits and _, a letter first', {
  source: 'RDS API reference, CreateDBInstance, DBName',
});

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Words that an engine keeps for itself, among them the databases that it makes; RDS refuses them as a name (CreateDBInstance, DBName). */
const reserved: Readonly<Record<EngineName, ReadonlySet<string>>> = {
  // PostgreSQL 17 documentation, appendix C, words that are reserved; and the databases of RDS.
  postgres: words(
    'all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create ' +
      'current_catalog current_date current_role current_time current_timestamp current_user db default ' +
      'deferrable desc distinct do else end except false fetch for foreign from grant group having in initially ' +
      'intersect into lateral leading limit localtime localtimestamp not null offset on only or order placing ' +
      'postgres primary rdsadmin references returning select session_user some symmetric system_user table ' +
      'template0 template1 then to trailing true union unique user using variadic when where window with',
  ),
  // MySQL 8.4 reference manual, Keywords and reserved words, those that an identifier is likely to be; and the schemas of MySQL.
  mysql: words(
    'add all alter analyze and as asc before between by call cascade case change check column condition ' +
      'constraint continue convert create cross cube cursor database databases default delete desc describe ' +
      'distinct div drop each else except exists exit explain false fetch for force foreign from function ' +
      'generated get grant group groups having if ignore in index information_schema inner innodb insert int ' +
      'interval into is join key keys kill lateral left like limit lines load lock long loop match mod mysql ' +
      'natural not null of on or order out outer over partition performance_schema primary procedure range rank ' +
      'read reads recursive references release rename repeat replace require return right row rows schema ' +
      'schemas select set show signal spatial sql sys system table then to trigger true union unique unlock ' +
      'update usage use using values when where while window with write',
  ),
};

/** Whether an engine reserves a word; a token is not known, and passes. */
export function isReserved(engine: EngineName, word: string): boolean {
  return reserved[engine].has(word.toLowerCase());
}

// MySQL has 32 characters for a user, PostgreSQL 63; both are part of an IAM resource.
export const databaseUser = matching(/^[a-z_]\w{0,31}$/i, '1 to 32 letters, digits and _, no digit first', {
  structure: true,
});
/** Who is granted, as part of a policy's name. */
export const grantee = matching(/^[A-Za-z0-9-]{1,64}$/, 'up to 64 letters, digits and hyphens', { structure: true });
