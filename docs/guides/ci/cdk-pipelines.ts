// A step of CDK Pipelines that judges what was synthesized before anything is deployed: in the constructor of the pipeline's stack.
// The module lies in the repository as tools/VpceTools; the image of the build has PowerShell 7.
import { CodePipeline, CodePipelineSource, ShellStep } from 'aws-cdk-lib/pipelines';

export const pipelineOf = (scope: import('constructs').Construct, input: CodePipelineSource) => new CodePipeline(scope, 'Pipeline', {
  synth: new ShellStep('Synth', {
    input,
    commands: [
      'npm ci',
      'npx cdk synth',
      `pwsh -NoProfile -Command 'Import-Module ./tools/VpceTools; Test-VpcEndpoint -TemplatePath cdk.out | Export-VpcEndpointReport vpce.md, vpce.junit.xml, vpce.sarif -FailOn High -AllowUnknown'`,
    ],
  }),
});
