#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# What a user does with the installed module, in the user's own shell: `Invoke-Pester tests/Pester` after `dotnet build`.

BeforeAll {
    $script:Root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $script:Manifest = Join-Path $Root 'output/VpceTools/VpceTools.psd1'
    $script:Samples = Join-Path $Root 'samples'
    Get-Module VpceTools | Remove-Module
    Import-Module $Manifest -Force
}

AfterAll {
    Get-Module VpceTools | Remove-Module
}

Describe 'Importing the module' {
    It 'has a valid manifest' {
        (Test-ModuleManifest $Manifest).Name | Should -Be 'VpceTools'
    }

    It 'exports its cmdlets and nothing else' {
        (Get-Command -Module VpceTools).Name | Sort-Object | Should -Be 'Get-VpcEndpointCheck', 'Get-VpcEndpointFinding', 'Repair-VpcEndpoint', 'Test-VpcEndpoint', 'Test-VpcEndpointConnection', 'Test-VpcEndpointPolicy', 'Undo-VpcEndpointRepair'
    }

    It 'does not load the AWS SDK, nor does a snapshot' {
        # In a process of its own: an assembly that anything loaded stays.
        $loaded = Start-Job -ArgumentList $Manifest, (Join-Path $Samples 'healthy') {
            Import-Module $args[0]
            $null = Test-VpcEndpoint -SnapshotPath $args[1]
            [System.AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name }
        } | Receive-Job -Wait -AutoRemoveJob
        $loaded | Should -Contain 'VpceTools.Core'
        $loaded | Where-Object { $_ -like 'AWSSDK.*' -or $_ -eq 'VpceTools.Aws' } | Should -BeNullOrEmpty
    }

    It 'imports again after its removal' {
        Remove-Module VpceTools
        Import-Module $Manifest
        Get-VpcEndpointCheck | Should -Not -BeNullOrEmpty
    }

    It 'shows the syntax of <_>' -ForEach 'Test-VpcEndpoint', 'Get-VpcEndpointFinding', 'Get-VpcEndpointCheck' {
        Get-Command $_ -Syntax | Should -Match $_
    }
}

Describe 'Get-VpcEndpointCheck' {
    It 'begins with the troubleshooting checklist' {
        (Get-VpcEndpointCheck)[0].ChecklistItem | Should -Be 1
    }

    It 'gives every check a page' {
        Get-VpcEndpointCheck | ForEach-Object { $_.Link.Scheme | Should -Be 'https' }
    }

    It 'takes wildcards' {
        (Get-VpcEndpointCheck NetworkA*).Name | Should -Be 'NetworkAcl'
    }
}

Describe 'Test-VpcEndpoint' {
    It 'diagnoses the sample <_>' -ForEach (Get-ChildItem -Directory (Join-Path $PSScriptRoot '../../samples')).Name {
        $results = Test-VpcEndpoint -SnapshotPath (Join-Path $Samples $_)
        $results | Should -Not -BeNullOrEmpty
        $results[0].PSTypeNames | Should -Contain 'VpceTools.EndpointTestResult'
        $results.Status | ForEach-Object { "$_" } | Should -BeIn 'Passed', 'Warning', 'Failed', 'Unknown'
    }

    It 'finds the cause and nothing else: <Check> in <Sample>' -ForEach @(
        @{ Sample = 'security-group'; Check = 'SecurityGroupIngress' }
        @{ Sample = 'private-dns'; Check = 'PrivateDns' }
        @{ Sample = 'vpc-dns'; Check = 'VpcDns' }
        @{ Sample = 'subnet-coverage'; Check = 'SubnetCoverage' }
        @{ Sample = 'endpoint-policy'; Check = 'EndpointPolicy' }
        @{ Sample = 'route-table'; Check = 'RouteTableAssociation' }
        @{ Sample = 'network-acl'; Check = 'NetworkAcl' }
        @{ Sample = 'endpoint-state'; Check = 'EndpointState' }
    ) {
        $results = Test-VpcEndpoint -SnapshotPath (Join-Path $Samples $Sample)
        ($results | Where-Object Status -NE Passed).Check | Should -Be $Check
        ($results | Get-VpcEndpointFinding).Check | Sort-Object -Unique | Should -Be $Check
    }

    It 'finds all causes at once' {
        (Test-VpcEndpoint -SnapshotPath (Join-Path $Samples 'several-causes') | Where-Object Status -NE Passed).Check |
            Should -Be 'SecurityGroupIngress', 'PrivateDns', 'VpcDns', 'EndpointPolicy', 'NetworkAcl'
    }

    It 'goes by the checklist' {
        $order = (Get-VpcEndpointCheck).Name
        $places = (Test-VpcEndpoint -SnapshotPath (Join-Path $Samples 'several-causes')).Check | ForEach-Object { $order.IndexOf($_) }
        $places | Should -Be ($places | Sort-Object)
    }

    It 'looks from the view of the clients that are named' {
        $path = Join-Path $Samples 'security-group'
        (Test-VpcEndpoint -SnapshotPath $path -Check SecurityGroupIngress -ClientCidr 10.20.0.0/16).Status | Should -Be 'Passed'
        (Test-VpcEndpoint -SnapshotPath $path -Check SecurityGroupIngress -ClientCidr 10.0.0.21/32).Status | Should -Be 'Failed'
    }

    It 'chooses checks' {
        $path = Join-Path $Samples 'healthy'
        (Test-VpcEndpoint -SnapshotPath $path -Check VpcDns, Network*).Check | Should -Be 'VpcDns', 'NetworkAcl', 'NetworkInterface'
        (Test-VpcEndpoint -SnapshotPath $path -ExcludeCheck VpcDns).Check | Should -Not -Contain 'VpcDns'
    }

    It 'groups and filters by words' {
        $results = Test-VpcEndpoint -SnapshotPath (Join-Path $Samples 'several-causes')
        ($results | Group-Object Status -NoElement | Sort-Object Name).Name | Should -Be 'Failed', 'Passed', 'Warning'
        $results | Where-Object Status -EQ 'Failed' | Should -HaveCount 4
    }

    It 'runs in parallel' {
        $runs = 1..4 | ForEach-Object -Parallel {
            Import-Module $using:Manifest
            @(Test-VpcEndpoint -SnapshotPath (Join-Path $using:Samples 'several-causes')).Count
        }
        $runs | Should -HaveCount 4
        $runs | Sort-Object -Unique | Should -HaveCount 1
    }

    It 'says in one Boolean whether an endpoint is fine' {
        Test-VpcEndpoint -SnapshotPath (Join-Path $Samples 'healthy') -Quiet | Should -BeTrue
        Test-VpcEndpoint -SnapshotPath (Join-Path $Samples 'security-group') -Quiet | Should -BeFalse
    }

    It 'reads a snapshot relative to the location' {
        Push-Location $Samples
        try { Test-VpcEndpoint -SnapshotPath healthy -Quiet | Should -BeTrue } finally { Pop-Location }
    }

    It 'takes ids from the pipeline, from objects and from JSON' {
        $path = Join-Path $Samples 'healthy'
        $id = (Test-VpcEndpoint -SnapshotPath $path)[0].EndpointId
        $id | Test-VpcEndpoint -SnapshotPath $path -Check NetworkAcl | Should -HaveCount 1
        [pscustomobject]@{ VpcEndpointId = $id } | Test-VpcEndpoint -SnapshotPath $path -Check NetworkAcl | Should -HaveCount 1
        "{ `"VpcEndpointId`": `"$id`" }" | ConvertFrom-Json | Test-VpcEndpoint -SnapshotPath $path -Check NetworkAcl | Should -HaveCount 1
    }

    It 'survives a round trip through CSV' {
        $results = Test-VpcEndpoint -SnapshotPath (Join-Path $Samples 'security-group')
        ($results | ConvertTo-Csv | ConvertFrom-Csv).Status | Should -Contain 'Failed'
    }

    It 'is written to JSON as words and addresses' {
        $result = Test-VpcEndpoint -SnapshotPath (Join-Path $Samples 'security-group') -Check SecurityGroupIngress | ConvertTo-Json -Depth 5 -WarningAction Stop | ConvertFrom-Json
        $result.Status | Should -BeExactly 'Failed'
        $result.Findings[0].Severity | Should -BeExactly 'Critical'
        $result.Findings[0].Repair[0].Risk | Should -BeExactly 'Safe'
        $result.Findings[0].Evidence.Packet.Source | Should -Match '^10\.'
    }

    It 'completes <Line>' -ForEach @(
        @{ Line = 'Test-VpcEndpoint -Check NetworkA'; Text = 'NetworkAcl' }
        @{ Line = 'Test-VpcEndpoint -ExcludeCheck VpcDns, NetworkA'; Text = 'NetworkAcl' }
        @{ Line = 'Get-VpcEndpointCheck NetworkA'; Text = 'NetworkAcl' }
        @{ Line = 'Test-VpcEndpoint -Region eu-west-'; Text = 'eu-west-1' }
        @{ Line = 'Get-VpcEndpointFinding -MinimumSeverity H'; Text = 'High' }
        @{ Line = 'Test-VpcEndpoint -SnapshotPath . | Where-Object Sta'; Text = 'Status' }
        @{ Line = 'Get-VpcEndpointFinding -SnapshotPath . | Select-Object Recomm'; Text = 'Recommendation' }
    ) {
        (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText | Should -Contain $Text
    }

    It 'completes the names of profiles' {
        $file = Join-Path $TestDrive 'credentials'
        Set-Content $file "[profile-of-the-test]"
        $before = $env:AWS_SHARED_CREDENTIALS_FILE
        try {
            $env:AWS_SHARED_CREDENTIALS_FILE = $file
            $line = 'Test-VpcEndpoint -ProfileName profile-of'
            (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'profile-of-the-test'
        }
        finally { $env:AWS_SHARED_CREDENTIALS_FILE = $before }
    }
}

Describe 'Get-VpcEndpointFinding' {
    BeforeAll {
        $script:Findings = @(Get-VpcEndpointFinding -SnapshotPath (Join-Path $Samples 'security-group') -Check SecurityGroupIngress)
    }

    It 'names the resource at fault, the proof and the fix' {
        $Findings | Should -HaveCount 1
        $Findings[0].ResourceId | Should -Match '^sg-'
        $Findings[0].Evidence.Packet.ToString() | Should -Match ' -> .*:443$'
        $Findings[0].AwsCli | Should -Match '^aws ec2 authorize-security-group-ingress '
        $Findings[0].PowerShell | Should -Match '^Grant-EC2SecurityGroupIngress '
    }

    It 'gives the same from piped results' {
        $piped = Test-VpcEndpoint -SnapshotPath (Join-Path $Samples 'security-group') | Get-VpcEndpointFinding -Check SecurityGroupIngress
        $piped.Summary | Should -Be $Findings.Summary
    }

    It 'sorts and filters by severity, not by its letters' {
        $all = Get-VpcEndpointFinding -SnapshotPath (Join-Path $Samples 'several-causes')
        ($all | Sort-Object Severity -Descending).Severity | ForEach-Object { "$_" } | Should -Be 'Critical', 'Critical', 'Critical', 'High', 'Medium'
        $all | Where-Object Severity -GE High | Should -HaveCount 4
    }

    It 'comes back whole from <Way>' -ForEach @(
        @{ Way = 'a job' }
        @{ Way = 'a file' }
    ) {
        $path = Join-Path $Samples 'security-group'
        $back = if ($Way -eq 'a job') {
            Start-Job -ArgumentList $Manifest, $path { Import-Module $args[0]; Get-VpcEndpointFinding -SnapshotPath $args[1] } | Receive-Job -Wait -AutoRemoveJob
        }
        else {
            Get-VpcEndpointFinding -SnapshotPath $path | Export-Clixml (Join-Path $TestDrive 'findings.xml')
            Import-Clixml (Join-Path $TestDrive 'findings.xml')
        }
        $back.Severity | Should -BeExactly 'Critical'
        $back.Evidence.Packet.Direction | Should -BeExactly 'Request'
        ($back | Format-List | Out-String -Width 200) | Should -Be (Get-VpcEndpointFinding -SnapshotPath $path | Format-List | Out-String -Width 200)
    }

    It 'is exported to CSV as words' {
        Get-VpcEndpointFinding -SnapshotPath (Join-Path $Samples 'several-causes') | Export-Csv (Join-Path $TestDrive 'findings.csv')
        $rows = Import-Csv (Join-Path $TestDrive 'findings.csv')
        $rows | Should -HaveCount 5
        $rows[0].Severity | Should -Be 'Critical'
        $rows[0].Evidence | Should -Match '^\d.* -> .*:443; '
        $rows[0].AwsCli | Should -Match '^aws ec2 '
    }

    It 'filters by severity' {
        Get-VpcEndpointFinding -SnapshotPath (Join-Path $Samples 'several-causes') -MinimumSeverity High |
            ForEach-Object { "$($_.Severity)" | Should -BeIn 'High', 'Critical' }
    }

    It 'has nothing to say about a healthy endpoint' {
        Get-VpcEndpointFinding -SnapshotPath (Join-Path $Samples 'healthy') -MinimumSeverity Medium | Should -BeNullOrEmpty
    }
}

Describe 'Errors' {
    It 'tell what is missing and go on with the rest' {
        $path = Join-Path $Samples 'healthy'
        $known = (Test-VpcEndpoint -SnapshotPath $path)[0].EndpointId
        $results = Test-VpcEndpoint vpce-0ffffffffffffffff, $known -SnapshotPath $path -Check NetworkAcl -ErrorVariable problems -ErrorAction SilentlyContinue
        $results.EndpointId | Should -Be $known
        $problems | Should -HaveCount 1
        $problems[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $problems[0].TargetObject | Should -Be 'vpce-0ffffffffffffffff'
    }

    It 'is <ErrorId> for <Case>' -ForEach @(
        @{ Case = 'an id that is not there'; ErrorId = 'EndpointNotFound'; Arguments = @{ Id = 'vpce-0ffffffffffffffff' } }
        @{ Case = 'a malformed id'; ErrorId = 'EndpointIdMalformed'; Arguments = @{ Id = 'vpce_1' } }
        @{ Case = 'an unknown check'; ErrorId = 'CheckNotFound'; Arguments = @{ Check = 'Nope' } }
        @{ Case = 'a client that is not there'; ErrorId = 'ClientNotFound'; Arguments = @{ ClientSubnetId = 'subnet-0ffffffff' } }
        @{ Case = 'a wrong range of ports'; ErrorId = 'PortRangeInvalid'; Arguments = @{ EphemeralPortRange = 'x' } }
        @{ Case = 'a folder that is not there'; ErrorId = 'SnapshotNotFound'; Arguments = @{ SnapshotPath = 'nowhere' } }
    ) {
        if (-not $Arguments.SnapshotPath) { $Arguments.SnapshotPath = Join-Path $Samples 'healthy' }
        { Test-VpcEndpoint @Arguments -ErrorAction Stop } | Should -Throw -ErrorId "$ErrorId,VpceTools.Commands.TestVpcEndpointCommand"
    }
}

Describe 'Views' {
    It 'fit into 80 columns: <_>' -ForEach 'healthy', 'several-causes' {
        $text = Test-VpcEndpoint -SnapshotPath (Join-Path $Samples $_) | Out-String -Width 80
        $text | Should -Match 'Endpoint: vpce-'
        $text -split '\r?\n' | ForEach-Object { ($_ -replace '\x1b\[[0-9;]*m').Length | Should -BeLessOrEqual 80 }
    }

    It 'stay readable where findings follow results on one line' {
        $path = Join-Path $Samples 'several-causes'
        $text = & { Test-VpcEndpoint -SnapshotPath $path; Get-VpcEndpointFinding -SnapshotPath $path | Format-Table } | Out-String -Width 80
        $text | Should -Match '(?m)^Status +Check +Message'
        $text | Should -Match '(?m)^Severity +Check +Summary'
    }

    It 'have colours where <Rendering> asks for them' -ForEach @(
        @{ Rendering = 'PlainText'; Colours = $false }
        @{ Rendering = 'Ansi'; Colours = $true }
    ) {
        $before = $PSStyle.OutputRendering
        try {
            $PSStyle.OutputRendering = $Rendering
            $text = Test-VpcEndpoint -SnapshotPath (Join-Path $Samples 'several-causes') | Out-String -Width 80
            $text.Contains("$([char]27)[31mFailed") | Should -Be $Colours
            $text.Contains([char]27) | Should -Be $Colours
        }
        finally { $PSStyle.OutputRendering = $before }
    }

    It 'show the proof and the fix as a list' {
        $text = Get-VpcEndpointFinding -SnapshotPath (Join-Path $Samples 'security-group') -Check SecurityGroupIngress | Format-List | Out-String -Width 200
        $text | Should -Match 'Packet +: .* -> '
        $text | Should -Match 'AwsCli +: aws ec2 '
    }
}

Describe 'Repair-VpcEndpoint' {
    It 'plans on a snapshot what closes <Check> of <Sample>, and changes nothing with -WhatIf' -ForEach @(
        @{ Sample = 'security-group'; Check = 'SecurityGroupIngress' }
        @{ Sample = 'private-dns'; Check = 'PrivateDns' }
        @{ Sample = 'vpc-dns'; Check = 'VpcDns' }
        @{ Sample = 'subnet-coverage'; Check = 'SubnetCoverage' }
        @{ Sample = 'route-table'; Check = 'RouteTableAssociation' }
        @{ Sample = 'network-acl'; Check = 'NetworkAcl' }
    ) {
        $repair = Get-VpcEndpointFinding -SnapshotPath (Join-Path $Samples $Sample) | Repair-VpcEndpoint -WhatIf
        $repair.Status | Sort-Object -Unique | Should -Be 'WhatIf'
        $repair.ClosesFinding.Check | Sort-Object -Unique | Should -Be $Check
        $repair | ForEach-Object { $_.AwsCli | Should -BeLike 'aws ec2 *' }
    }

    It 'goes by severity' {
        $repair = Get-VpcEndpointFinding -SnapshotPath (Join-Path $Samples 'several-causes') | Where-Object Severity -GE Critical | Repair-VpcEndpoint
        $repair.ClosesFinding.Check | Sort-Object -Unique | Should -Be 'EndpointPolicy', 'NetworkAcl', 'SecurityGroupIngress'
    }

    It 'writes the repaired snapshot, which is healthy' {
        $target = Join-Path $TestDrive 'repaired'
        $repair = Repair-VpcEndpoint -SnapshotPath (Join-Path $Samples 'network-acl') -OutputSnapshotPath $target
        $repair.Verified | Sort-Object -Unique | Should -BeTrue
        Test-VpcEndpoint -SnapshotPath $target -Quiet | Should -BeTrue
    }

    It 'writes itself to JSON by words' {
        $json = Repair-VpcEndpoint -SnapshotPath (Join-Path $Samples 'vpc-dns') | ConvertTo-Json -Depth 6 | ConvertFrom-Json
        $json.Status | Should -Be 'WhatIf'
        $json.Risk | Should -Be 'Caution'
    }

    It 'takes findings of a job' {
        $findings = Start-Job { Import-Module $using:Manifest; Get-VpcEndpointFinding -SnapshotPath (Join-Path $using:Samples 'vpc-dns') } | Receive-Job -Wait -AutoRemoveJob
        ($findings | Repair-VpcEndpoint -SnapshotPath (Join-Path $Samples 'vpc-dns')).Action | Should -Be 'ModifyVpcAttribute'
    }

    It 'gives a script that PowerShell can read' {
        $script = Repair-VpcEndpoint -SnapshotPath (Join-Path $Samples 'security-group') -AsScript PowerShell
        { [scriptblock]::Create(($script -replace '(?m)^#requires.*$')) } | Should -Not -Throw
        $script | Should -Match 'Grant-EC2SecurityGroupIngress'
    }
}
