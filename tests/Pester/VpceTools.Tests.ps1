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
        (Get-Command -Module VpceTools).Name | Sort-Object | Should -Be 'Get-VpcEndpointCheck', 'Get-VpcEndpointFinding', 'Test-VpcEndpoint'
    }

    It 'does not load the AWS SDK' {
        $null = Test-VpcEndpoint -SnapshotPath (Join-Path $Samples 'healthy')
        $contexts = [System.AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'VpceTools.Aws' }
        $contexts | Should -BeNullOrEmpty
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
    It 'diagnoses the sample <_>' -ForEach 'healthy', 'security-group', 'network-acl', 'gateway', 'several-causes', 'dual-stack' {
        $results = Test-VpcEndpoint -SnapshotPath (Join-Path $Samples $_)
        $results | Should -Not -BeNullOrEmpty
        $results[0].PSTypeNames | Should -Contain 'VpceTools.EndpointTestResult'
        $results.Status | ForEach-Object { "$_" } | Should -BeIn 'Passed', 'Warning', 'Failed', 'Unknown'
    }

    It 'fails the check of the cause: <Check> in <Sample>' -ForEach @(
        @{ Sample = 'security-group'; Check = 'SecurityGroupIngress' }
        @{ Sample = 'network-acl'; Check = 'NetworkAcl' }
    ) {
        (Test-VpcEndpoint -SnapshotPath (Join-Path $Samples $Sample) -Check $Check).Status | Should -Be 'Failed'
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

    It 'completes the names of checks' {
        (TabExpansion2 'Test-VpcEndpoint -Check NetworkA' 32).CompletionMatches.CompletionText | Should -Contain 'NetworkAcl'
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

    It 'filters by severity' {
        Get-VpcEndpointFinding -SnapshotPath (Join-Path $Samples 'several-causes') -MinimumSeverity High |
            ForEach-Object { "$($_.Severity)" | Should -BeIn 'High', 'Critical' }
    }

    It 'has nothing to say about a healthy endpoint' {
        Get-VpcEndpointFinding -SnapshotPath (Join-Path $Samples 'healthy') -MinimumSeverity Medium | Should -BeNullOrEmpty
    }
}

Describe 'Errors' {
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

    It 'show the proof and the fix as a list' {
        $text = Get-VpcEndpointFinding -SnapshotPath (Join-Path $Samples 'security-group') -Check SecurityGroupIngress | Format-List | Out-String -Width 200
        $text | Should -Match 'Packet +: .* -> '
        $text | Should -Match 'AwsCli +: aws ec2 '
    }
}
