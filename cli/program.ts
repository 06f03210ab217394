import { Command } from 'commander';
import type { Io } from './io';

/**
 * The commands and their arguments. Each command gives an exit code to `done`: 0 clean, 1 findings, 2 usage or tool error; `plan
 * --detailed-exitcode` those of Terraform.
 */
export function program(io: Io, done: (code: number) => void): Command {
  const root = new Command('terrace')
    .description(
      'Plans, checks and bootstraps the AWS environments of this repository, and checks any other Terraform.',
    )
    .option('--debug', 'show stack traces')
    .exitOverride()
    .showHelpAfterError('(--help shows the commands and options)');
  /** Commands are loaded when they are run: `--help` waits for none of them. */
  const run = async (command: (io: Io) => Promise<number>) => done(await command(io));

  root
    .command('plan')
    .summary('plan all stacks, without an AWS account')
    .description(
      'Plans all stacks of each environment together, with the real AWS provider, without an account or network. ' +
        'Lists what changes, what is replaced or destroyed first, and why. Of what is created, how much of each module; --verbose lists it. ' +
        'With --live, plans each stack against its own state and the account instead. With --against, tells what changes since a commit, ' +
        'still without an account: the provider plans this tree against what that one would have made. ' +
        'With --as-if region=…, plans one environment as if it were in that region, whole, and names each field that has to be decided there. ' +
        'Without Terraform it only synthesizes and exits 0; with CI=true or --detailed-exitcode that is an error.',
    )
    .argument('[env...]', 'environments (default: all)')
    .option('--live', 'plan against the account, with your credentials')
    .option('--json', 'print the result as JSON')
    .option('--against <commit|folder>', 'what changes since a commit, or a folder with the project')
    .option('--as-if <region=…>', 'as if the environment were in another region: region=eu-west-3')
    .option('--verbose', 'list also what is created, and every attribute')
    .option('--detailed-exitcode', 'exit 0 for no changes, 1 for an error, 2 for changes, as terraform plan does')
    .addHelpText(
      'after',
      examples(
        'terrace plan',
        'terrace plan prod',
        'terrace plan prod --against main',
        'terrace plan prod --as-if region=eu-west-3',
        'terrace plan dev test --json',
        'terrace plan prod --live',
      ),
    )
    .action((names, options) => run(async (io) => (await import('./commands/plan')).plan(names, options, io)));
  root
    .command('synth')
    .summary('write the Terraform JSON of every stack')
    .description(
      'Synthesizes every environment to cdktf.out; writes nothing if an environment is invalid. With the folder of another CDKTF project, runs its ' +
        'app as cdktf synth does, and records which source line creates each resource: findings of terrace check then name that line.',
    )
    .argument('[folder]', 'another CDKTF project, with its packages installed')
    .option('--json', 'print what was written as JSON')
    .addHelpText('after', examples('terrace synth', 'terrace synth ../shop'))
    .action((folder, options) => run(async (io) => (await import('./commands/synth')).synth(folder, options, io)));
  root
    .command('check')
    .summary('check environments, or any Terraform, against the security rules')
    .description(
      'Checks every resource of the environments against the rules. Each finding names the line, what was expected and what was found. ' +
        'Other Terraform is given as paths: a folder of Terraform, a plan as JSON, a cdktf.out. Exits 1 when a gate is closed, 2 when nothing was judged or on an error.',
    )
    .argument('[env|path...]', 'environments, or paths (default: all environments)')
    .option('--format <format>', 'text, json, sarif, junit, markdown or html', undefined)
    .option('--json', 'short for --format json')
    .option('--output <file>', 'write the report to a file')
    .option('--all', 'show every finding, also passed ones')
    .option('--severity <least>', 'show findings of this severity or higher; the gate counts all findings')
    .option('--rule <id...>', 'only these rules, by id or alias')
    .option('--framework <name>', 'only rules of a framework: cis-5.0, cis-3.0 or fsbp')
    .option('--criticality <level>', 'criticality of a path: low, medium, high or critical')
    .option('--environment <name>', 'name of the environment at a path, for waivers and reports')
    .option('--var-file <file...>', 'variable files of a Terraform folder')
    .option('--waivers <file>', 'YAML or JSON file with waivers, added to those of the project')
    .option('--against <report|commit>', 'compare with an older report or commit')
    .option('--plan-against', 'with --against a commit: ask the provider what becomes of each resource')
    .option('--date <day>', 'the date for which waivers are checked (default: today)')
    .addHelpText(
      'after',
      examples(
        'terrace check',
        'terrace check prod --all',
        'terrace check prod --rule rds/storage-encrypted RDS-05',
        'terrace check --format sarif --output terrace.sarif',
        'terrace check --against main',
        'terrace check --against main --plan-against --format markdown',
        'terrace check ../shop/terraform --criticality medium',
      ),
    )
    .action((args, options) => run(async (io) => (await import('./commands/check')).check(args, options, io)));
  root
    .command('review')
    .summary('plan, check, and write one page with the results')
    .description(
      'Checks environments against the rules, plans them if Terraform is installed, and writes terrace.out/review/index.html: a page without ' +
        'external files, with report.json beside it. Exits 1 when a gate is closed, 2 when nothing was judged or on an error.',
    )
    .argument('[env|path...]', 'environments, or paths (default: all environments)')
    .option('--no-plan', 'skip the plan')
    .option('--severity <least>', 'show findings of this severity or higher; the gate counts all findings')
    .option('--rule <id...>', 'only these rules, by id or alias')
    .option('--framework <name>', 'only rules of a framework: cis-5.0, cis-3.0 or fsbp')
    .option('--criticality <level>', 'criticality of a path: low, medium, high or critical')
    .option('--environment <name>', 'name of the environment at a path, for waivers and reports')
    .option('--var-file <file...>', 'variable files of a Terraform folder')
    .option('--waivers <file>', 'YAML or JSON file with waivers, added to those of the project')
    .option('--against <report|commit>', 'compare with an older report or commit')
    .option('--date <day>', 'the date for which waivers are checked (default: today)')
    .option('--json', 'print the written files and the gates as JSON')
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
      'Lists every rule with its severity. For one rule, by id or alias: the reason, the fix, its ids in other tools, and examples that pass and fail.',
    )
    .argument('[id]', 'a rule: rds/storage-encrypted, RDS-01')
    .option('--severity <least>', 'list rules of this severity or higher: critical, high, medium or low')
    .option('--framework <name>', 'only rules of a framework: cis-5.0, cis-3.0 or fsbp')
    .option('--json', 'print them as JSON, with what Checkov, Security Hub and CIS call them')
    .addHelpText(
      'after',
      examples('terrace rules', 'terrace rules rds/storage-encrypted', 'terrace rules --framework cis-5.0 --json'),
    )
    .action((id, options) => run(async (io) => (await import('./commands/rules')).rules(id, options, io)));
  root
    .command('reach')
    .summary('tell whether one resource can reach another, and what blocks it')
    .description(
      'Follows packets through the gateways, routes, network ACLs and security groups that are synthesized. Prints the path, or what blocks it and what ' +
        'would allow it. Source and destination: internet, an IP address or CIDR block, a construct (bastion, prod/database-main), a tier (data) or a Terraform address.\n' +
        'Exits 0 when it is reachable, 1 when it is blocked, 3 when that is unknown, 2 on an error. When a name matches several resources: 0 if any ' +
        'is reachable, 1 only if all are blocked.',
    )
    .argument('<from>', 'the source of the connection')
    .argument('<to>', 'the destination')
    .argument('[port]', 'the port that the connection is opened to: 5432 or 53/udp (default: every port)')
    .option('--env <name>', 'only this environment')
    .option('--path <path>', 'a cdktf.out, a plan as JSON or a folder of Terraform instead of the environments')
    .option('--expect <verdict>', 'reachable, blocked or unknown: exit 0 when every answer is this one, else 1')
    .option('--json', 'print the answers as JSON')
    .addHelpText(
      'after',
      examples(
        'terrace reach internet prod/database-main',
        'terrace reach internet prod/service-web 443',
        'terrace reach bastion database-main 5432',
        'terrace reach 203.0.113.7 bastion 22 --env dev --expect blocked',
      ),
    )
    .action((from, to, port, options) =>
      run(async (io) => (await import('./commands/reach')).reach(from, to, port, options, io)),
    );
  root
    .command('can')
    .summary('tell whether an identity is allowed to do something, and which statement decides')
    .description(
      'Evaluates identity, resource and trust policies and permissions boundaries as IAM does, for everything that was synthesized. Without a resource: ' +
        'where the action is allowed. With a wildcard action: which of its actions are allowed. The principal "anyone": who is allowed. ' +
        'Exits 0 when it is allowed, 1 when it is denied, 3 when that is unknown, 2 on an error.',
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
    .command('redrive')
    .summary('move the messages of a dead-letter queue back to their queue')
    .description(
      'Has SQS move the messages of <env>-<queue>-dead-letters back to the queue that they come from, with your credentials, and waits for it. ' +
        'Correct what made them fail first. Exits 0 when they are moved or SQS counts none, 1 when the move ended otherwise, 2 on an error.',
    )
    .argument('<env>', 'the environment')
    .argument('<queue>', 'a queue of its `queues`')
    .option('--max-per-second <messages>', 'messages a second, 1 to 500 (default: what SQS can)')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples('terrace redrive prod orders', 'terrace redrive prod orders --max-per-second 10'))
    .action((env, queue, options) =>
      run(async (io) => (await import('./commands/redrive')).redrive([env, queue], options, io)),
    );
  const secret = root
    .command('secret')
    .summary('set the value of a secret, or list the secrets of an environment')
    .description('Writes the values of secrets, which are in no file and no state, with your credentials.');
  secret
    .command('set')
    .summary('give a secret another value')
    .description(
      'Asks for the value at the terminal, which does not show it, or reads it from standard input. Tells the version that is written, which services read ' +
        'it, and how to restart them.',
    )
    .argument('<env>', 'the environment')
    .argument('<name>', 'a secret of its `secrets`')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      examples('terrace secret set prod carrier-webhook', 'terrace secret set prod carrier-webhook < value.txt'),
    )
    .action((env, name, options) =>
      run(async (io) => (await import('./commands/secret')).setSecret([env, name], options, io)),
    );
  secret
    .command('list')
    .summary('list secrets: when each was written, and by when it is due')
    .description('Exits 1 when a secret has no value or is overdue, 2 on an error.')
    .argument('<env>', 'the environment')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples('terrace secret list prod', 'terrace secret list prod --json'))
    .action((env, options) => run(async (io) => (await import('./commands/secret')).listSecrets(env, options, io)));
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
    .command('adopt')
    .summary('print import blocks for what exists in AWS and is in no state')
    .description(
      'Looks for the resources of an environment that AWS has and no state has: an apply was interrupted, a state was lost, or somebody created them. ' +
        'Prints the import blocks that record them. Reads AWS and the states with your credentials, and changes neither. ' +
        'What has the tags of a stack and belongs to none of its resources is listed. Exits 1 when AWS has several objects for one resource.',
    )
    .argument('<env>', 'the environment')
    .argument('[stack...]', 'stacks, such as network (default: all)')
    .option('--write', 'write the blocks to imports.tf beside each stack, for the next apply')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples('terrace adopt dev', 'terrace adopt prod network --write'))
    .action((name, stacks, options) =>
      run(async (io) => (await import('./commands/adopt')).adopt(name, stacks, options, io)),
    );
  root
    .command('doctor')
    .summary('list the tools on this machine, and how to get a missing one')
    .description(
      'Looks for Node, Terraform, the provider, an emulator and AWS credentials. Shows no secret, and makes no network request, unless environments are named: then it asks the resolver whether their domains are delegated. Exits 1 when `terrace plan` lacks something, or a domain is not delegated.',
    )
    .argument('[env...]', 'environments whose domains are looked up')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples('terrace doctor', 'terrace doctor --json', 'terrace doctor prod'))
    .action((names, options) => run(async (io) => (await import('./commands/doctor')).doctor(names, options, io)));
  return root;
}

function examples(...lines: string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  $ npx ${line}`)].join('\n');
}
