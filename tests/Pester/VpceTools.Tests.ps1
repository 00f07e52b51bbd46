#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Jobs, JSON, CSV, colours, completion, the scripts of the guides, build.ps1. `dotnet test` runs it; or, after `dotnet build`, `Invoke-Pester tests/Pester`.

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
}

Describe 'Test-VpcEndpoint' {
    It 'diagnoses the sample <_>' -ForEach (Get-ChildItem -Directory (Join-Path $PSScriptRoot '../../samples')).Name {
        $results = Test-VpcEndpoint -SnapshotPath (Join-Path $Samples $_)
        $results | Should -Not -BeNullOrEmpty
        $results[0].PSTypeNames | Should -Contain 'VpceTools.EndpointTestResult'
        $results.Status | ForEach-Object { "$_" } | Should -BeIn 'Passed', 'Warning', 'Failed', 'Unknown'
    }

    It 'goes by the checklist' {
        $order = (Get-VpcEndpointCheck).Name
        $places = (Test-VpcEndpoint -SnapshotPath (Join-Path $Samples 'several-causes')).Check | ForEach-Object { $order.IndexOf($_) }
        $places | Should -Be ($places | Sort-Object)
    }

    It 'groups and filters by words' {
        $results = Test-VpcEndpoint -SnapshotPath (Join-Path $Samples 'several-causes')
        ($results | Group-Object Status -NoElement | Sort-Object Name).Name | Should -Be 'Failed', 'Passed', 'Warning'
        $results | Where-Object Status -EQ 'Failed' | Should -HaveCount 4
    }

    It 'runs in parallel' -Skip:($PSVersionTable.PSEdition -eq 'Desktop') {
        $runs = 1..4 | ForEach-Object -Parallel {
            Import-Module $using:Manifest
            @(Test-VpcEndpoint -SnapshotPath (Join-Path $using:Samples 'several-causes')).Count
        }
        $runs | Should -HaveCount 4
        $runs | Sort-Object -Unique | Should -HaveCount 1
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
}

Describe 'Views' {
    It 'stay readable where findings follow results on one line' {
        $path = Join-Path $Samples 'several-causes'
        $text = & { Test-VpcEndpoint -SnapshotPath $path; Get-VpcEndpointFinding -SnapshotPath $path | Format-Table } | Out-String -Width 80
        $text | Should -Match '(?m)^Status +Check +Message'
        $text | Should -Match '(?m)^Severity +Check +Summary'
    }

    It 'have colours where <Rendering> asks for them' -Skip:($PSVersionTable.PSEdition -eq 'Desktop') -ForEach @(
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
}

Describe 'Repair-VpcEndpoint' {
    It 'writes itself to JSON by words' {
        $json = Repair-VpcEndpoint -SnapshotPath (Join-Path $Samples 'vpc-dns') | ConvertTo-Json -Depth 6 | ConvertFrom-Json
        $json.Status | Should -Be 'WhatIf'
        $json.Risk | Should -Be 'Caution'
    }

    It 'takes findings of a job' {
        $findings = Start-Job { Import-Module $using:Manifest; Get-VpcEndpointFinding -SnapshotPath (Join-Path $using:Samples 'vpc-dns') } | Receive-Job -Wait -AutoRemoveJob
        ($findings | Repair-VpcEndpoint -SnapshotPath (Join-Path $Samples 'vpc-dns')).Action | Should -Be 'ModifyVpcAttribute'
    }
}

Describe 'build.ps1' {
    BeforeAll {
        # A copy, so that Clean has nothing to remove but what the test put there; and a dotnet that only notes what it is asked for.
        $script:Build = Join-Path $TestDrive 'build.ps1'
        Copy-Item (Join-Path $Root 'build.ps1') $Build
        function dotnet { $Calls.Add("$args"); $global:LASTEXITCODE = $ExitCode }
    }

    BeforeEach {
        $script:Calls = [System.Collections.Generic.List[string]]::new()
        $script:ExitCode = 0
    }

    It 'takes tasks as <Way>' -ForEach @(
        @{ Way = 'one word'; Task = 'Build,Package' }
        @{ Way = 'a list'; Task = 'Build', 'Package' }
    ) {
        & $Build -Task $Task
        $Calls | ForEach-Object { ($_ -split ' ')[0] } | Should -Be 'build', 'pack'
    }

    It 'cleans what Package built, too' {
        & $Build -Task Clean
        $Calls -match '--configuration Debug' | Should -HaveCount 1
        $Calls -match '--configuration Release' | Should -HaveCount 1
    }

    It 'refuses a task that it has not' {
        { & $Build -Task 'Build,Bild' } | Should -Throw "*'Bild' is not a task*"
        $Calls | Should -BeNullOrEmpty
    }

    It 'stops at the first command that fails' {
        $script:ExitCode = 3
        { & $Build -Task Build, Package } | Should -Throw '*ended with exit code 3*'
        $Calls | Should -HaveCount 1
    }
}

Describe 'Scripts' {
    BeforeDiscovery {
        $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
        $script:Scripts = @(Get-ChildItem $root -Recurse -File -Include *.ps1, *.psm1 | Where-Object FullName -NotMatch '[\\/](bin|obj|out|output)[\\/]' |
                ForEach-Object { @{ Path = $_.FullName; Name = $_.FullName.Substring($root.Length + 1) } })
        # The manifest names what is beside it only after the build.
        $script:Scripts += @{ Path = Join-Path $root 'output/VpceTools/VpceTools.psd1'; Name = 'VpceTools.psd1' }
    }

    It '<Name> is clean for PSScriptAnalyzer, and formatted as it formats' -ForEach $Scripts {
        if (-not (Get-Module PSScriptAnalyzer -ListAvailable)) { Set-ItResult -Skipped -Because 'PSScriptAnalyzer is not on this machine'; return }
        Invoke-ScriptAnalyzer -Path $Path -Settings (Join-Path $Root 'PSScriptAnalyzerSettings.psd1') | ForEach-Object { "$($_.Line): $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
    }

    It 'has build.ps1 and the module''s own script among them' {
        $found = (Get-ChildItem $Root -Recurse -File -Include build.ps1, VpceTools.psm1 | Where-Object FullName -NotMatch '[\\/](bin|obj|out|output)[\\/]').Name
        $found | Sort-Object | Should -Be 'build.ps1', 'VpceTools.psm1'
    }
}

Describe 'docs/guides/runbooks.md' {
    BeforeAll {
        $guide = [System.IO.File]::ReadAllText((Join-Path $Root 'docs/guides/runbooks.md')) -replace '\r'
        $script:Gate = [regex]::Match($guide, '(?s)```powershell\n(Test-VpcEndpoint .*?)```').Groups[1].Value
        $script:Runbook = [regex]::Match($guide, '(?m)^ {6}Script: \|-\n((?: {8}.*\n)+)').Groups[1].Value
        # Of its own process, since it exits; the module's own path, since it is not installed.
        $script:Shell = (Get-Process -Id $PID).Path
        function Invoke-Script([string] $File) {
            # `dotnet pwsh.dll` is a process of dotnet.
            if ((Split-Path -Leaf $Shell) -match '^dotnet(\.exe)?$') { & $Shell (Join-Path $PSHOME 'pwsh.dll') -NoProfile -File $File } else { & $Shell -NoProfile -File $File }
        }
    }

    It 'has a gate that ends with <ExitCode> and reports <Tests> cases for <Arguments>' -ForEach @(
        @{ Arguments = '-SnapshotPath "{0}/healthy" -Check VpcDns, Route'; ExitCode = 0; Tests = 2; Failures = 0 }
        @{ Arguments = '-SnapshotPath "{0}/security-group" -Check VpcDns, SecurityGroupIngress'; ExitCode = 1; Tests = 2; Failures = 1 }
        @{ Arguments = '-SnapshotPath "{0}/healthy" -Id vpce-081b73983310acd4a, vpce-0ffffffffffffffff -Check VpcDns'; ExitCode = 1; Tests = 2; Failures = 1 }
        @{ Arguments = '-SnapshotPath "{0}/healthy" -VpcId vpc-0ffffffffffffffff'; ExitCode = 1; Tests = 1; Failures = 1 }
        @{ Arguments = '-SnapshotPath nowhere'; ExitCode = 1; Tests = 0; Failures = 0 }
    ) {
        $report = Join-Path $TestDrive 'vpce.junit.xml'
        if (Test-Path $report) { Remove-Item $report }
        # As CI systems set it.
        $script = "`$ErrorActionPreference = 'Stop'`nImport-Module '$Manifest'; Set-Location '$TestDrive'`n" + $Gate.Replace('-VpcId vpc-0abc -Region eu-west-1', ($Arguments -f $Samples))
        $file = Join-Path $TestDrive 'gate.ps1'
        Set-Content $file $script
        $null = Invoke-Script $file 2>&1
        $LASTEXITCODE | Should -Be $ExitCode
        if ($Tests -eq 0) {
            $report | Should -Not -Exist
            return
        }
        $suites = ([xml](Get-Content -Raw $report)).testsuites
        @($suites.SelectNodes('testsuite/testcase')) | Should -HaveCount $Tests
        @($suites.SelectNodes('testsuite/testcase/*')) | Should -HaveCount $Failures
    }

    It 'has a runbook whose script returns an object with the outputs that it selects' -Skip:($PSVersionTable.PSEdition -eq 'Desktop') {
        # What AWS.Tools and the bucket do in AWS, done here; the zip holds the module as it was staged.
        $zip = Join-Path $TestDrive 'module.zip'
        [System.IO.Compression.ZipFile]::CreateFromDirectory((Split-Path $Manifest), $zip, 'Optimal', $true)
        $own = $Runbook.Replace('/tmp/', "$TestDrive/").Replace('-Id $payload.EndpointId -Region $payload.Region', "-Id `$payload.EndpointId -SnapshotPath '$Samples/several-causes'")
        $script = @"
function Install-Module { }
function Read-S3Object { param(`$BucketName, `$Key, `$File, `$Region) Copy-Item '$zip' `$File }
`$env:InputPayload = '{ "EndpointId": "vpce-081b73983310acd4a", "Region": "us-east-1", "Bucket": "b" }'
& {
$own} | ConvertTo-Json
"@
        $file = Join-Path $TestDrive 'runbook.ps1'
        Set-Content $file $script
        $payload = Invoke-Script $file | Out-String | ConvertFrom-Json
        $payload.Count | Should -Be 4
        $payload.Problems | Should -HaveCount 4
        $payload.Problems[0] | Should -BeLike 'Failed SecurityGroupIngress: *'
    }
}

Describe 'A repair on a snapshot' {
    It 'goes from the finding to a healthy copy, and changes nothing before it is told to' {
        $sample = Join-Path $Samples 'network-acl'
        $before = Get-ChildItem $sample | Get-FileHash | ForEach-Object Hash
        $plan = Get-VpcEndpointFinding -SnapshotPath $sample | Repair-VpcEndpoint -WhatIf
        $plan.Status | ForEach-Object { "$_" } | Sort-Object -Unique | Should -Be 'WhatIf'

        $copy = Join-Path $TestDrive 'repaired'
        $done = Repair-VpcEndpoint -SnapshotPath $sample -OutputSnapshotPath $copy
        $done.Action | Should -Be $plan.Action
        $done | ForEach-Object { "$($_.Status) $($_.Verified)" } | Sort-Object -Unique | Should -Be 'Applied True'
        Test-VpcEndpoint -SnapshotPath $copy -Quiet | Should -BeTrue
        Test-VpcEndpoint -SnapshotPath $sample -Quiet | Should -BeFalse
        Get-ChildItem $sample | Get-FileHash | ForEach-Object Hash | Should -Be $before
    }
}
