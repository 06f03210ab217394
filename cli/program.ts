import { Command } from 'commander';
import type { Io } from './io';

/**
 * The commands and their arguments. Each command gives an exit code to `done`: 0 clean, 1 findings or changes where asked,
 * 2 usage or tool error.
 */
export function program(io: Io, done: (code: number) => void): Command {
  const root = new Command('terrace')
    .description('Plans and bootstraps the AWS environments of this repository.')
    .option('--debug', 'show stack traces')
    .exitOverride()
    .showHelpAfterError('(--help shows the commands and options)');
  /** Commands are loaded when they are run: `--help` waits for none of them. */
  const run = async (command: (io: Io) => Promise<number>) => done(await command(io));

  root
    .command('plan')
    .summary('plan everything that would happen, before anything exists')
    .description(
      'Plans all stacks of each environment together, with the real provider, no account and no network. ' +
        'With --live, plans each stack against its own state and the account instead. ' +
        'Without Terraform it synthesizes only and exits 0; with CI=true or --detailed-exitcode that is an error.',
    )
    .argument('[env...]', 'environments (default: all)')
    .option('--live', 'plan against the account, with your credentials')
    .option('--json', 'print the result as JSON')
    .option('--detailed-exitcode', 'exit 1 when anything would change')
    .addHelpText(
      'after',
      examples('terrace plan', 'terrace plan prod', 'terrace plan dev test --json', 'terrace plan prod --live'),
    )
    .action((names, options) => run(async (io) => (await import('./commands/plan')).plan(names, options, io)));
  root
    .command('synth')
    .summary('write the Terraform JSON of every stack')
    .description(
      'Synthesizes every environment to cdktf.out, or nothing when any of them is wrong. With the folder of another CDKTF project, runs its app ' +
        'as cdktf synth does, and records which line of its source makes each resource: findings of terrace check then name that line.',
    )
    .argument('[folder]', 'another CDKTF project, with its packages installed')
    .option('--json', 'print what was written as JSON')
    .addHelpText('after', examples('terrace synth', 'terrace synth ../shop'))
    .action((folder, options) => run(async (io) => (await import('./commands/synth')).synth(folder, options, io)));
  root
    .command('check')
    .summary('check environments, or any Terraform, against the security rules')
    .description(
      'Checks every resource of the environments against every rule and reports each finding: the line, what was expected, what was found. ' +
        'Instead of environments, paths: a folder of Terraform, a plan as JSON, a cdktf.out. Exits 1 when a gate is closed.',
    )
    .argument('[env|path...]', 'environments, or paths (default: all environments)')
    .option('--format <format>', 'text, json, sarif, junit, markdown or html', undefined)
    .option('--json', 'short for --format json')
    .option('--output <file>', 'write the report to a file instead')
    .option('--all', 'every verdict, including passes')
    .option('--severity <least>', 'show findings of this severity or worse; the gate is that of all')
    .option('--rule <id...>', 'only these rules, by id or alias')
    .option('--framework <name>', 'only rules of a framework: cis-5.0, cis-3.0 or fsbp')
    .option('--criticality <level>', 'criticality of a path: low, medium, high or critical')
    .option('--environment <name>', 'name of the environment at a path, for waivers and reports')
    .option('--var-file <file...>', 'variable files of a Terraform folder')
    .option('--waivers <file>', 'YAML or JSON with waivers, beside those of the project')
    .option('--against <report|commit>', 'report what is new, fixed and newly allowed since')
    .option('--date <day>', 'the date for which waivers are checked (default: today)')
    .addHelpText(
      'after',
      examples(
        'terrace check',
        'terrace check prod --all',
        'terrace check prod --rule rds/storage-encrypted RDS-05',
        'terrace check --format sarif --output terrace.sarif',
        'terrace check --against main',
        'terrace check ../shop/terraform --criticality medium',
      ),
    )
    .action((args, options) => run(async (io) => (await import('./commands/check')).check(args, options, io)));
  root
    .command('review')
    .summary('plan, check, and write one page with the results')
    .description(
      'Checks environments against every rule, plans them if Terraform is installed, and writes terrace.out/review/index.html: one page that needs ' +
        'nothing else, with report.json beside it. Exits 1 when a gate is closed.',
    )
    .argument('[env|path...]', 'environments, or paths (default: all environments)')
    .option('--no-plan', 'skip the plan')
    .option('--severity <least>', 'show findings of this severity or worse; the gate is that of all')
    .option('--rule <id...>', 'only these rules, by id or alias')
    .option('--framework <name>', 'only rules of a framework: cis-5.0, cis-3.0 or fsbp')
    .option('--criticality <level>', 'criticality of a path: low, medium, high or critical')
    .option('--environment <name>', 'name of the environment at a path, for waivers and reports')
    .option('--var-file <file...>', 'variable files of a Terraform folder')
    .option('--waivers <file>', 'YAML or JSON with waivers, beside those of the project')
    .option('--against <report|commit>', 'show what is new, fixed and newly allowed since')
    .option('--date <day>', 'the date for which waivers are checked (default: today)')
    .option('--json', 'print what was written, and the gates, as JSON')
    .addHelpText(
      'after',
      examples(
        'terrace review',
        'terrace review prod --no-plan',
        'terrace review --against main',
        'terrace review ../shop/terraform',
      ),
    )
    .action((args, options) => run(async (io) => (await import('./commands/review')).review(args, options, io)));
  root
    .command('rules')
    .summary('list the security rules, or show one')
    .description(
      'Lists every rule with its severity. For one rule, by id or alias: the reason, the fix, its names elsewhere, and examples that pass and fail.',
    )
    .argument('[id]', 'a rule: rds/storage-encrypted, RDS-01')
    .option('--severity <least>', 'list rules of this severity or worse: critical, high, medium or low')
    .option('--framework <name>', 'only rules of a framework: cis-5.0, cis-3.0 or fsbp')
    .option('--json', 'print them as JSON, with what Checkov, Security Hub and CIS call them')
    .addHelpText(
      'after',
      examples('terrace rules', 'terrace rules rds/storage-encrypted', 'terrace rules --framework cis-5.0 --json'),
    )
    .action((id, options) => run(async (io) => (await import('./commands/rules')).rules(id, options, io)));
  root
    .command('reach')
    .summary('tell whether one resource reaches another, and what blocks it')
    .description(
      'Follows packets through gateways, routes, network ACLs and security groups as they are synthesized, and prints the path, or what blocks it ' +
        'and what it would need. A side is internet, an address or a block, a construct (bastion, prod/database-main), a tier (data) or a Terraform address.\n' +
        'Exits 0 when it is reachable, 1 when it is blocked, 3 when the input does not tell, 2 on an error. Where names mean several things: 0 when any of them ' +
        'is reachable, 1 only when all are blocked.',
    )
    .argument('<from>', 'the side that opens the connection')
    .argument('<to>', 'the other side')
    .argument('[port]', '5432, or 53/udp; every port when none is given')
    .option('--env <name>', 'only in this environment')
    .option('--path <path>', 'a cdktf.out, a plan as JSON or a folder of Terraform instead of the environments')
    .option('--expect <verdict>', 'exit 0 when every answer is this one, else 1: reachable, blocked or unknown')
    .option('--json', 'print the answers as JSON')
    .addHelpText(
      'after',
      examples(
        'terrace reach internet prod/database-main',
        'terrace reach bastion database-main 5432',
        'terrace reach 203.0.113.7 bastion 22 --env dev --expect blocked',
      ),
    )
    .action((from, to, port, options) =>
      run(async (io) => (await import('./commands/reach')).reach(from, to, port, options, io)),
    );
  root
    .command('can')
    .summary('tell whether an identity may do something, and which statement decides')
    .description(
      'Decides as IAM does, over identity, resource, boundary and trust policies of everything that was synthesized. Without a resource: ' +
        'wherever it may. With a wildcard action: what of it it may. The principal "anyone" lists who may. Exit 0 when it is allowed, 1 when it is denied, 3 when that is not known, 2 on an error.',
    )
    .argument('<principal>', 'a role, user or group: name, ARN, address or construct path; or "anyone"')
    .argument('<action>', 'kms:Decrypt, s3:Get*')
    .argument('[resource]', 'an ARN, address, construct path or name')
    .option('--env <name>', 'only this environment')
    .option('--path <path>', 'other Terraform instead of the environments: a folder, a plan as JSON, a cdktf.out')
    .option('--context <key=value...>', 'condition keys of the request')
    .option('--json', 'print the answers as JSON')
    .addHelpText(
      'after',
      examples(
        'terrace can ci-apply iam:CreateRole --env prod',
        'terrace can developer ssm:StartSession --context ssm:SessionDocumentAccessCheck=true',
        'terrace can prod-bastion kms:*',
        'terrace can anyone kms:ScheduleKeyDeletion prod-data/data-key --env prod',
      ),
    )
    .action((principal, action, resource, options) =>
      run(async (io) => (await import('./commands/can')).can(principal, action, resource, options, io)),
    );
  root
    .command('bootstrap')
    .summary("create the bucket for an environment's state, and move its own state into it")
    .description(
      'Applies <env>-state with local state, then moves that state into the new bucket. Safe to run again, also ' +
        'after an interruption: it continues from what exists.',
    )
    .argument('<env>', 'the environment')
    .option('-y, --yes', 'apply without asking')
    .option('--dir <folder>', 'where local state is kept until it is in the bucket (TERRACE_BOOTSTRAP_DIR)', undefined)
    .addHelpText('after', examples('terrace bootstrap dev', 'terrace bootstrap prod --yes'))
    .action((name, options) => run(async (io) => (await import('./commands/bootstrap')).bootstrap(name, options, io)));
  root
    .command('doctor')
    .summary('list the tools on this machine, and how to get a missing one')
    .description(
      'Looks for Node, Terraform, the provider, an emulator and AWS credentials. Makes no network request, shows no secret. Exits 1 when `terrace plan` lacks something.',
    )
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples('terrace doctor', 'terrace doctor --json'))
    .action((options) => run(async (io) => (await import('./commands/doctor')).doctor(options, io)));
  return root;
}

function examples(...lines: string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  $ npx ${line}`)].join('\n');
}
