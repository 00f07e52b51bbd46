#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# What a user does, from the import to the repair, on snapshots. Run over both builds of the module: $env:VPCETOOLS_TEST_MODULE names another manifest
# than the staged one, which is how Run.ps1 puts the build for Windows PowerShell to the same tests.

BeforeAll {
    $script:Root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $script:Manifest = if ($env:VPCETOOLS_TEST_MODULE) { $env:VPCETOOLS_TEST_MODULE } else { Join-Path $Root 'output/VpceTools/VpceTools.psd1' }

    # What a command gives and the FullyQualifiedErrorId of each of its errors, terminating or not.
    function Get-Outcome([scriptblock] $Script) {
        $ErrorActionPreference = 'Continue'
        $streams = [System.Collections.ArrayList]::new()
        try { & $Script 2>&1 | ForEach-Object { $null = $streams.Add($_) } } catch { $null = $streams.Add($_) }
        [pscustomobject]@{
            Output = @($streams | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] })
            Errors = @($streams | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object FullyQualifiedErrorId)
        }
    }

    # What a console of 80 columns shows, where no line may be longer.
    function Get-Screen([Parameter(ValueFromPipeline)] $InputObject) {
        end {
            $text = ($input | Out-String -Width 80) -replace '\x1b\[[0-9;]*m' -replace '\r'
            $text -split '\n' | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
            $text
        }
    }
}

Describe 'Scenarios' {
    BeforeEach {
        # Nothing fails or warns unseen.
        $ErrorActionPreference = 'Stop'
        $WarningPreference = 'Stop'
        Get-Module VpceTools | Remove-Module
        Import-Module $Manifest -Force
        Push-Location $Root
        $Scratch = Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid())
        $null = New-Item -ItemType Directory $Scratch
    }

    AfterEach {
        Pop-Location
        Remove-Item -Recurse $Scratch
    }

    It 'come from the build that they are for' {
        $assembly = (Get-Command Test-VpcEndpoint).ImplementingType.Assembly
        Split-Path -Parent (Split-Path -Parent $assembly.Location) | Should -Be (Split-Path -Parent $Manifest)
        $target = $assembly.GetCustomAttributes([System.Runtime.Versioning.TargetFrameworkAttribute], $false).FrameworkName
        $expected = if ($PSVersionTable.PSEdition -eq 'Desktop' -or $env:VPCETOOLS_TEST_MODULE) { '.NETStandard,Version=v2.0' } else { '.NETCoreApp,Version=v8.0' }
        $target | Should -Be $expected
    }

    It 'export the cmdlets and nothing else' {
        (Get-Command -Module VpceTools).Name | Should -Be @(
            'Compare-VpcEndpointSnapshot', 'Export-VpcEndpointPlanTest', 'Export-VpcEndpointReport', 'Export-VpcEndpointSnapshot', 'Get-VpcEndpointCheck', 'Get-VpcEndpointFinding', 'Get-VpcEndpointTask', 'Get-VpcEndpointUse', 'Repair-VpcEndpoint',
            'Resolve-VpcEndpointName', 'Test-VpcEndpoint', 'Test-VpcEndpointConnection', 'Test-VpcEndpointPath', 'Test-VpcEndpointPolicy', 'Undo-VpcEndpointRepair')
        Get-Command -Module VpceTools | Where-Object CommandType -NE Cmdlet | Should -BeNullOrEmpty
        Remove-Module VpceTools
        Get-Command -ListImported | Where-Object Source -EQ VpceTools | Should -BeNullOrEmpty
    }

    It 'hold a network against what is intended, and stop where it is not so' {
        $held = Test-VpcEndpoint -IntentPath samples/vpce.yaml -SnapshotPath samples/healthy
        $held.Status | Should -Be 'Passed', 'Passed', 'Passed', 'Passed'
        $broken = Test-VpcEndpoint -IntentPath samples/vpce.yaml -SnapshotPath samples/security-group
        $broken.Status | Should -Be 'Failed', 'Failed', 'Passed', 'Passed'
        ($broken | Get-Screen) -join "`n" | Should -Match '2 of 2 paths are not as they should be'
        Test-VpcEndpoint -IntentPath samples/vpce.yaml -SnapshotPath samples/security-group -Quiet | Should -Be $false, $false, $true, $true
        $outcome = Get-Outcome { $broken | Export-VpcEndpointReport $Scratch/vpce.junit.xml -FailOn Critical }
        $outcome.Errors | Should -Be 'GateFailed,VpceTools.Commands.ExportVpcEndpointReportCommand'
        ([xml] (Get-Content -Raw $Scratch/vpce.junit.xml)).testsuites.testsuite.failures | Should -Contain '2'
        Set-Content $Scratch/wrong.yaml "version: 1`nexpectations:`n  - name: a`n    form: i-0abc"
        (Get-Outcome { Test-VpcEndpoint -IntentPath $Scratch/wrong.yaml -SnapshotPath samples/healthy }).Errors |
            Should -Be 'IntentFileInvalid,VpceTools.Commands.TestVpcEndpointCommand'
    }

    It 'take the subnets of joined VPCs as clients where that is asked for, and complete the parameter' {
        $packets = 'Route', 'SecurityGroupIngress', 'NetworkAcl', 'TransitGateway', 'Peering'
        (Test-VpcEndpoint -SnapshotPath samples/hub-and-spoke -IncludeRemoteClients -Check $packets).Status | Select-Object -Unique | Should -Be 'Passed'
        (Test-VpcEndpoint -SnapshotPath samples/peering-one-sided -Check Route).Status | Should -Be 'Passed'
        $finding = Get-VpcEndpointFinding -SnapshotPath samples/peering-one-sided -IncludeRemoteClients -Check Route
        $finding.ResourceId | Should -Be 'rtb-053d3d32bbbab8125'
        $finding.Evidence.AffectedClients -join ' ' | Should -Match '10\.1\.'
        (Test-VpcEndpoint -SnapshotPath samples/gateway -IncludeRemoteClients -Check RouteTableAssociation).Message | Should -Match 'serves its own VPC only'
        (TabExpansion2 'Repair-VpcEndpoint -IncludeR').CompletionMatches.CompletionText | Should -Be '-IncludeRemoteClients'
        (Get-Outcome { Test-VpcEndpoint -IntentPath samples/vpce.yaml -SnapshotPath samples/healthy -IncludeRemoteClients }).Errors |
            Should -Be 'ParametersConflict,VpceTools.Commands.TestVpcEndpointCommand'
    }

    It 'export the evidence of many accounts by a runbook of Automation, and read all of it as one picture' {
        # The script as it stands in the runbook; what only AWS has is stood in for: S3, the gallery, and the live account, which is a sample.
        $lines = Get-Content docs/guides/automation/export-snapshot.yaml
        $from = [array]::FindIndex($lines, [Predicate[string]] { $args[0] -match '^ +Script: \|-$' }) + 1
        $script = [scriptblock]::Create((($lines[$from..($lines.Count - 1)] -replace '^ {8}') -join "`n"))
        $bucket = New-Item -ItemType Directory (Join-Path $Scratch bucket)
        $package = Join-Path $bucket VpceTools.nupkg
        [System.IO.Compression.ZipFile]::CreateFromDirectory((Split-Path -Parent $Manifest), $package)
        $exported = [System.Collections.ArrayList]::new()
        function Install-Module { }
        function Read-S3Object { param($BucketName, $Key, $File, $Region) Copy-Item (Join-Path $bucket $Key) $File }
        function Write-S3Object {
            param($BucketName, $KeyPrefix, $Folder, [switch] $Recurse, $Region)
            $target = Join-Path $bucket $KeyPrefix
            $null = New-Item -ItemType Directory -Force (Split-Path -Parent $target)
            Copy-Item -Recurse $Folder $target
        }
        function Export-VpcEndpointSnapshot {
            param($Path, $Region, [switch] $IncludeRemoteClients)
            $null = $exported.Add("$Region $IncludeRemoteClients")
            if ($env:VPCETOOLS_TEST_SAMPLE) { VpceTools\Export-VpcEndpointSnapshot -Path $Path -SnapshotPath $env:VPCETOOLS_TEST_SAMPLE }
        }

        foreach ($account in @{ Id = '111122223333'; Sample = 'samples/hub-and-spoke' }, @{ Id = '444455556666'; Sample = 'samples/gateway' }, @{ Id = '777788889999'; Sample = '' }) {
            $env:VPCETOOLS_TEST_SAMPLE = $account.Sample
            $env:InputPayload = @{
                BucketName = 'amzn-s3-demo-bucket'; Prefix = 'evidence'; ModuleKey = 'VpceTools.nupkg'; AccountId = $account.Id; Region = 'us-east-1'
            } | ConvertTo-Json
            # Each run of Automation is a process of its own.
            Get-Module VpceTools | Remove-Module
            $said = & $script
            Get-Module VpceTools | Remove-Module
            $said.Objects -gt 0 | Should -Be ($account.Sample -ne '')
        }

        $env:InputPayload, $env:VPCETOOLS_TEST_SAMPLE = $null, $null
        Import-Module $Manifest -Force
        $exported | Select-Object -Unique | Should -Be 'us-east-1 True'
        (Get-ChildItem $bucket/evidence).Name | Should -Be '111122223333-us-east-1', '444455556666-us-east-1'
        $results = Test-VpcEndpoint -SnapshotPath $bucket/evidence -IncludeRemoteClients -Check RouteTableAssociation, TransitGateway
        ($results | Group-Object EndpointType).Name | Sort-Object | Should -Be 'Gateway', 'Interface'
        ($results | Where-Object Check -EQ TransitGateway).Status | Should -Be 'Passed'
    }

    It 'list the checks with the troubleshooting checklist first, in its order' {
        (Get-VpcEndpointCheck | Where-Object ChecklistItem).ChecklistItem | Should -Be 1, 2, 2, 3, 4, 5, 6, 7, 7, 7, 8
        (Get-VpcEndpointCheck NetworkA*, VpcDns).Name | Should -Be 'NetworkAcl', 'VpcDns'
        (Get-VpcEndpointCheck).Link.Scheme | Where-Object { $_ -ne 'https' } | Should -BeNullOrEmpty
        $screen = Get-VpcEndpointCheck | Get-Screen
        $screen | Should -Match '(?m)^Item +Name +Severity +Title *$'
        $screen | Should -Match '(?m)^ +1 SecurityGroupIngress +Critical '
    }

    It 'diagnose <Sample> as <Check> and nothing else, plan, repair a copy, and find that healthy' -ForEach @(
        @{ Sample = 'security-group'; Check = 'SecurityGroupIngress'; Item = 1 }
        @{ Sample = 'private-dns'; Check = 'PrivateDns'; Item = 2 }
        @{ Sample = 'vpc-dns'; Check = 'PrivateDns', 'VpcDns'; Item = 2, 2 }
        @{ Sample = 'subnet-coverage'; Check = 'SubnetCoverage'; Item = 3 }
        @{ Sample = 'route-table'; Check = 'RouteTableAssociation'; Item = 5 }
        @{ Sample = 'network-acl'; Check = 'NetworkAcl'; Item = 6 }
    ) {
        ($Check | ForEach-Object { Get-VpcEndpointCheck $_ }).ChecklistItem | Should -Be $Item
        (Test-VpcEndpoint -SnapshotPath samples/$Sample | Where-Object Status -NE Passed).Check | Should -Be $Check
        (Get-VpcEndpointFinding -SnapshotPath samples/$Sample).Check | Should -Be $Check
        $plan = @(Get-VpcEndpointFinding -SnapshotPath samples/$Sample | Repair-VpcEndpoint -WhatIf)
        $plan | Should -Not -BeNullOrEmpty
        $plan | Where-Object Status -NE WhatIf | Should -BeNullOrEmpty
        $plan | Where-Object AwsCli -NotLike 'aws ec2 *' | Should -BeNullOrEmpty
        (Test-VpcEndpoint -SnapshotPath samples/$Sample | Where-Object Status -NE Passed).Check | Should -Be $Check
        $done = @(Repair-VpcEndpoint -SnapshotPath samples/$Sample -OutputSnapshotPath $Scratch/repaired)
        $done | ForEach-Object { "$($_.Status) $($_.Verified)" } | Sort-Object -Unique | Should -Be 'Applied True'
        $done | Should -HaveCount $plan.Count
        Test-VpcEndpoint -SnapshotPath $Scratch/repaired -Quiet | Should -BeTrue
        Repair-VpcEndpoint -SnapshotPath $Scratch/repaired | Should -BeNullOrEmpty
    }

    It 'tell what must not be automated, with the steps: <Check>' -ForEach @(
        @{ Sample = 'endpoint-policy'; Check = 'EndpointPolicy'; Step = 'restore the default policy if nobody blocks' }
        @{ Sample = 'endpoint-state'; Check = 'EndpointState'; Step = 'delete the endpoint and create it again' }
    ) {
        (Test-VpcEndpoint -SnapshotPath samples/$Sample | Where-Object Status -NE Passed).Check | Should -Be $Check
        $advice = @(Repair-VpcEndpoint -SnapshotPath samples/$Sample -Force)
        $advice | Where-Object Status -NE Refused | Should -BeNullOrEmpty
        $advice.ClosesFinding.Check | Should -Be $Check
        $advice.Error -like "*$Step*" | Should -HaveCount 1
    }

    It 'give several causes in the order of the checklist, and findings the worst first' {
        (Test-VpcEndpoint -SnapshotPath samples/several-causes | Where-Object Status -NE Passed).Check |
            Should -Be 'SecurityGroupIngress', 'PrivateDns', 'VpcDns', 'EndpointPolicy', 'NetworkAcl'
        Test-VpcEndpoint -SnapshotPath samples/several-causes | Get-VpcEndpointFinding | Where-Object Severity -GE High | ForEach-Object Check |
            Should -Be 'SecurityGroupIngress', 'EndpointPolicy', 'NetworkAcl', 'PrivateDns'
        (Get-VpcEndpointFinding -SnapshotPath samples/several-causes -MinimumSeverity Critical).Check | Should -Be 'SecurityGroupIngress', 'EndpointPolicy', 'NetworkAcl'
        $screen = Test-VpcEndpoint -SnapshotPath samples/several-causes | Get-Screen
        $screen | Should -Match 'Endpoint: vpce-081b73983310acd4a in vpc-0e6c128dc409b1dc4 \(us-east-1\)'
        $screen | Should -Match '(?m)^Status +Check +Message'
        $screen | Should -Match '(?m)^Failed +SecurityGroupIngress '
        $screen = Get-VpcEndpointFinding -SnapshotPath samples/several-causes | Get-Screen
        $screen | Should -Match '(?m)^Severity +Check +Summary'
        $screen | Should -Match '(?m)^Critical +NetworkAcl '
        $screen = Repair-VpcEndpoint -SnapshotPath samples/several-causes | Get-Screen
        $screen | Should -Match '(?m)^Status +Closes +Change'
        $screen | Should -Match '(?m)^Refused +PrivateDns '
        $screen | Should -Match '(?m)^WhatIf +NetworkAcl '
    }

    It 'name the resource at fault, the packet and the fix' {
        $finding = Get-VpcEndpointFinding -SnapshotPath samples/security-group -Check SecurityGroupIngress
        $finding.ResourceId | Should -Be 'sg-02198deb71333b428'
        "$($finding.Evidence.Packet)" | Should -Be '10.0.0.21:49152 -> 10.0.10.11:443'
        $finding.AwsCli | Should -BeLike 'aws ec2 authorize-security-group-ingress *'
        $finding.PowerShell | Should -BeLike 'Grant-EC2SecurityGroupIngress *'
        $screen = $finding | Format-List | Get-Screen
        $screen | Should -Match '(?m)^Packet +: 10\.0\.0\.21:49152 -> 10\.0\.10\.11:443 \(request\)'
        $screen | Should -Match '(?m)^AwsCli +: aws ec2 '
        Get-VpcEndpointFinding -SnapshotPath samples/healthy -MinimumSeverity Medium | Should -BeNullOrEmpty
    }

    It 'say in one Boolean whether an endpoint is fine' {
        Test-VpcEndpoint -SnapshotPath samples/healthy -Quiet | Should -BeTrue
        Test-VpcEndpoint -SnapshotPath samples/security-group -Quiet | Should -BeFalse
    }

    It 'take the view of named clients, and of chosen checks' {
        (Test-VpcEndpoint -SnapshotPath samples/security-group -Check SecurityGroupIngress -ClientCidr 10.20.0.0/16).Status | Should -Be 'Passed'
        (Test-VpcEndpoint -SnapshotPath samples/security-group -Check SecurityGroupIngress -ClientCidr 10.0.0.21/32).Status | Should -Be 'Failed'
        (Test-VpcEndpoint -SnapshotPath samples/healthy -Check VpcDns, Network*).Check | Should -Be 'VpcDns', 'NetworkAcl', 'NetworkInterface'
        (Test-VpcEndpoint -SnapshotPath samples/healthy -ExcludeCheck VpcDns).Check | Should -Not -Contain 'VpcDns'
    }

    It 'take ids from the pipeline, as text and as objects' {
        $id = (Test-VpcEndpoint -SnapshotPath samples/healthy -Check NetworkAcl).EndpointId
        $id | Should -Be 'vpce-081b73983310acd4a'
        ($id, $id | Test-VpcEndpoint -SnapshotPath samples/healthy -Check NetworkAcl).EndpointId | Should -Be $id
        ([pscustomobject]@{ VpcEndpointId = $id } | Test-VpcEndpoint -SnapshotPath samples/healthy -Check NetworkAcl).Status | Should -Be 'Passed'
    }

    It 'have an error of its own for one wrong id, and diagnose the others' {
        $outcome = Get-Outcome { Test-VpcEndpoint vpce-0ffffffffffffffff, vpce-081b73983310acd4a -SnapshotPath samples/healthy -Check NetworkAcl }
        $outcome.Output.EndpointId | Should -Be 'vpce-081b73983310acd4a'
        $outcome.Errors | Should -Be 'EndpointNotFound,VpceTools.Commands.TestVpcEndpointCommand'
    }

    It 'have the error <Id> for <Arguments>' -ForEach @(
        @{ Id = 'EndpointNotFound'; Arguments = '-Id vpce-0ffffffffffffffff' }
        @{ Id = 'EndpointIdMalformed'; Arguments = '-Id vpce_1' }
        @{ Id = 'CheckNotFound'; Arguments = '-Check Nope' }
        @{ Id = 'NoCheckSelected'; Arguments = '-Check VpcDns -ExcludeCheck VpcDns' }
        @{ Id = 'PortRangeInvalid'; Arguments = '-EphemeralPortRange x' }
        @{ Id = 'CidrInvalid'; Arguments = '-ClientCidr 10.0.0.0/33' }
        @{ Id = 'VpcWithoutEndpoint'; Arguments = '-VpcId vpc-0ffffffffffffffff' }
        @{ Id = 'ServiceWithoutEndpoint'; Arguments = '-ServiceName nope' }
        @{ Id = 'RequiredActionMissing'; Arguments = '-RequiredResource arn:aws:s3:::b' }
    ) {
        $outcome = Get-Outcome ([scriptblock]::Create("Test-VpcEndpoint -SnapshotPath samples/healthy $Arguments"))
        $outcome.Output | Should -BeNullOrEmpty
        $outcome.Errors | Should -Be "$Id,VpceTools.Commands.TestVpcEndpointCommand"
        $outcome = Get-Outcome ([scriptblock]::Create("Test-VpcEndpoint -SnapshotPath samples/healthy $Arguments -ErrorAction Stop"))
        $outcome.Errors | Should -Be "$Id,VpceTools.Commands.TestVpcEndpointCommand"
    }

    It 'have one error too for wrong input of the other cmdlets: <Id>' -ForEach @(
        @{ Id = 'SnapshotNotFound,VpceTools.Commands.TestVpcEndpointCommand'; Script = { Test-VpcEndpoint -SnapshotPath nowhere } }
        @{ Id = 'CheckNotFound,VpceTools.Commands.GetVpcEndpointCheckCommand'; Script = { Get-VpcEndpointCheck Nope } }
        @{ Id = 'HostNameInvalid,VpceTools.Commands.TestVpcEndpointConnectionCommand'; Script = { Test-VpcEndpointConnection -HostName 'not a name' } }
        @{ Id = 'PolicyInvalid,VpceTools.Commands.TestVpcEndpointPolicyCommand'; Script = { Test-VpcEndpointPolicy -PolicyDocument '{ "Statement": 1 }' -Action s3:GetObject } }
        @{ Id = 'NothingToUndo,VpceTools.Commands.UndoVpcEndpointRepairCommand'; Script = { Undo-VpcEndpointRepair } }
        @{ Id = 'OutputSnapshotExists,VpceTools.Commands.RepairVpcEndpointCommand'; Script = { Repair-VpcEndpoint -SnapshotPath samples/vpc-dns -OutputSnapshotPath samples } }
    ) {
        $outcome = Get-Outcome $Script
        $outcome.Output | Should -BeNullOrEmpty
        $outcome.Errors | Should -Be $Id
    }

    It 'are Unknown where evidence is missing, with its name, and never a pass' {
        Get-ChildItem samples/healthy -Recurse -Filter *.json | Where-Object Name -NotLike '*route-tables*' | Copy-Item -Destination $Scratch
        $result = Test-VpcEndpoint -SnapshotPath $Scratch -Check Route
        "$($result.Check) $($result.Status) $($result.Message)" | Should -BeExactly 'Route Unknown The evidence is missing: aws ec2 describe-route-tables.'
        Test-VpcEndpoint -SnapshotPath $Scratch -Check Route -Quiet | Should -BeFalse
    }

    It 'say what a client is answered for a name, and why' {
        $name = 'secretsmanager.us-east-1.amazonaws.com'
        $answer = Resolve-VpcEndpointName -Name $name -SnapshotPath samples/healthy
        "$($answer.Status) $($answer.Source) $($answer.EndpointId)" | Should -Be 'Resolved EndpointPrivateDns vpce-081b73983310acd4a'
        $answer.Chain.Count | Should -BeGreaterThan 1
        (Resolve-VpcEndpointName -Name $name -SnapshotPath samples/private-dns).Status | Should -Be 'Public'
        Resolve-VpcEndpointName -Name $name -SnapshotPath samples/healthy -Quiet | Should -BeTrue
        Resolve-VpcEndpointName -Name $name -SnapshotPath samples/private-dns -Quiet | Should -BeFalse
    }

    It 'decide a call by the policy of the endpoint, with the statement that decides' {
        (Test-VpcEndpointPolicy -SnapshotPath samples/endpoint-policy -Action secretsmanager:GetSecretValue -Context @{ 'aws:PrincipalOrgID' = 'o-other' }).Decision |
            Should -Be 'ExplicitDeny'
        Test-VpcEndpointPolicy -SnapshotPath samples/healthy -Action secretsmanager:GetSecretValue -Quiet | Should -BeTrue
        $policy = '{ "Statement": { "Effect": "Allow", "Principal": "*", "Action": "s3:Get*", "Resource": "arn:aws:s3:::b/*" } }'
        Test-VpcEndpointPolicy -PolicyDocument $policy -Action s3:GetObject, s3:PutObject -Resource arn:aws:s3:::b/k | ForEach-Object { "$($_.Action) $($_.Decision)" } |
            Should -Be 's3:GetObject Allowed', 's3:PutObject ImplicitDeny'
    }

    It 'add to a policy what the named call needs, and nothing more' {
        $policy = '{ "Version": "2012-10-17", "Statement": [ { "Sid": "Read", "Effect": "Allow", "Principal": "*", "Action": "secretsmanager:DescribeSecret", "Resource": "*" } ] }'
        $member = '"PolicyDocument": "' + $policy.Replace('"', '\"') + '"'
        foreach ($file in Get-ChildItem samples/endpoint-policy -Recurse -Filter *.json) {
            (Get-Content -Raw $file.FullName) -replace '"PolicyDocument": *"(\\.|[^"\\])*"', $member | Set-Content (Join-Path $Scratch $file.Name)
        }

        $call = @{ Check = 'EndpointPolicy'; RequiredAction = 'secretsmanager:GetSecretValue' }
        (Test-VpcEndpoint -SnapshotPath $Scratch @call).Status | Should -Be 'Failed'
        (Repair-VpcEndpoint -SnapshotPath $Scratch @call -OutputSnapshotPath $Scratch/repaired).Status | Should -Be 'Applied'
        Test-VpcEndpointPolicy -SnapshotPath $Scratch/repaired -Action secretsmanager:GetSecretValue, secretsmanager:DescribeSecret, secretsmanager:PutSecretValue |
            ForEach-Object { "$($_.Action) $($_.Decision)" } |
            Should -Be 'secretsmanager:GetSecretValue Allowed', 'secretsmanager:DescribeSecret Allowed', 'secretsmanager:PutSecretValue ImplicitDeny'
    }

    It 'hand the plan over as a script for review' {
        $script = Repair-VpcEndpoint -SnapshotPath samples/security-group -AsScript AwsCli
        $script | Should -Match '^#!/'
        $script | Should -Match '(?m)^aws ec2 authorize-security-group-ingress '
        $script = Repair-VpcEndpoint -SnapshotPath samples/security-group -AsScript PowerShell
        { [scriptblock]::Create(($script -replace '(?m)^#requires.*$')) } | Should -Not -Throw
        $script | Should -Match 'Grant-EC2SecurityGroupIngress'
    }

    It 'have nothing in EC2 to take back after the repair of a copy' {
        $done = Repair-VpcEndpoint -SnapshotPath samples/vpc-dns -OutputSnapshotPath $Scratch/repaired
        $done.Status | Should -Be 'Applied'
        $outcome = Get-Outcome { $done | Undo-VpcEndpointRepair -Confirm:$false -AllowBlockClients $done.EndpointId }
        $outcome.Output | Should -BeNullOrEmpty
        $outcome.Errors | Should -Be 'RepairOfSnapshot,VpceTools.Commands.UndoVpcEndpointRepairCommand'
    }

    It 'judge a plan of Terraform before it is applied' {
        Test-VpcEndpoint -PlanPath plans/healthy/plan.json -Check SecurityGroupIngress -Quiet | Should -Be $true
        $finding = @(Get-VpcEndpointFinding -PlanPath plans/group-without-443/plan.json -WarningAction Ignore)
        $finding.Check | Should -Be 'SecurityGroupIngress'
        $finding[0].Address | Should -Be 'aws_security_group.endpoint'
        $finding[0].CanRepair | Should -Be $false
        $outcome = Get-Outcome { $finding | Repair-VpcEndpoint -Confirm:$false }
        $outcome.Errors | Should -Be 'NotForCode,VpceTools.Commands.RepairVpcEndpointCommand'
        (Get-Outcome { Test-VpcEndpoint -PlanPath plans/healthy/main.tf }).Errors |
            Should -Be 'CodeFormatUnsupported,VpceTools.Commands.TestVpcEndpointCommand'
        (Get-Outcome { Test-VpcEndpoint -PlanPath plans/healthy/plan.json -Probe }).Errors |
            Should -Be 'NotForCode,VpceTools.Commands.TestVpcEndpointCommand'
        $file = Export-VpcEndpointPlanTest plans/deny-only/plan.json $Scratch/graph.tftest.hcl
        Get-Content $file -Raw | Should -BeLike '*mock_provider "aws"*'
        (Get-Outcome { Export-VpcEndpointPlanTest plans/deny-only/plan.json $Scratch/graph.tftest.hcl -NoClobber }).Errors |
            Should -Be 'PlanTestExists,VpceTools.Commands.ExportVpcEndpointPlanTestCommand'
    }

    It 'have help of <_> at the prompt' -ForEach @(
        'Compare-VpcEndpointSnapshot', 'Export-VpcEndpointPlanTest', 'Export-VpcEndpointReport', 'Export-VpcEndpointSnapshot', 'Get-VpcEndpointCheck', 'Get-VpcEndpointFinding', 'Get-VpcEndpointTask', 'Get-VpcEndpointUse', 'Repair-VpcEndpoint',
        'Resolve-VpcEndpointName', 'Test-VpcEndpoint', 'Test-VpcEndpointConnection', 'Test-VpcEndpointPath', 'Test-VpcEndpointPolicy', 'Undo-VpcEndpointRepair'
    ) {
        $help = Get-Help $_ -Full
        $help.Synopsis.Length | Should -BeGreaterThan 20
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
        $help.relatedLinks.navigationLink | Should -Not -BeNullOrEmpty
        $common = [System.Management.Automation.Cmdlet]::CommonParameters
        (Get-Command $_).Parameters.Keys | Where-Object { $_ -notin $common -and $_ -notin $help.parameters.parameter.name } | Should -BeNullOrEmpty
        $help.parameters.parameter | Where-Object { -not "$($_.description.Text)" } | Should -BeNullOrEmpty
    }
}
