// Reads { cases: [{ policy, requests: [{ action, resource, context }] }] } from a file and prints one line of results a case: what the endpoint policy alone decides.
// The identity policy allows everything, so that only the endpoint policy has a say; with "rate" it prints the decisions per second instead.
import { readFileSync } from 'node:fs';
import { runSimulation } from '@cloud-copilot/iam-simulate';

const account = '123456789012';
const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

async function decide(policy, request) {
  const answer = await runSimulation({
    request: {
      principal: `arn:aws:iam::${account}:user/somebody`,
      action: request.action,
      resource: { resource: request.resource, accountId: account },
      contextVariables: request.context,
    },
    identityPolicies: [{ name: 'everything', policy: everything }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    vpcEndpointPolicies: [{ name: 'endpoint', policy }],
  }, {});
  if (answer.resultType === 'error')
    return `Error ${JSON.stringify(answer.errors)}`;
  if (answer.resultType !== 'single')
    return `Unexpected ${answer.resultType}`;
  const ignored = answer.result.ignoredContextKeys ?? [];
  return ignored.length > 0 ? `Ignored ${ignored}` : answer.result.analysis.endpointAnalysis.result;
}

const [file, mode] = process.argv.slice(2);
const { cases } = JSON.parse(readFileSync(file, 'utf8'));
const lines = [];
const start = process.hrtime.bigint();
let count = 0;
for (const { policy, requests } of cases) {
  const results = [];
  for (const request of requests)
    results.push(await decide(policy, request));
  count += requests.length;
  lines.push(JSON.stringify(results));
}
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
process.stdout.write(mode === 'rate' ? `${count / seconds}\n` : lines.join('\n') + '\n');
