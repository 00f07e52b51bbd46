#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# PowerShell as `dotnet run --project src/VpceTools.Shell` starts it: processes of their own, with VpceTools among the modules and nothing imported by hand.

BeforeDiscovery {
    # The build lays it out; who runs the suite in another PowerShell may do without.
    $script:NoShell = -not (Test-Path (Join-Path $PSScriptRoot '../../output/PowerShell/pwsh.dll'))
}

Describe 'output/PowerShell' -Skip:$NoShell {
    BeforeAll {
        $script:Root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
        $script:Program = Join-Path $Root 'output/PowerShell/pwsh.dll'
        function Invoke-Shell {
            Push-Location $Root
            try { $output = & dotnet $Program -NoLogo -NoProfile @args 2>&1 | ForEach-Object { "$_" } } finally { Pop-Location }
            [pscustomobject]@{ ExitCode = $LASTEXITCODE; Text = ($output -join "`n") -replace '\x1b\[[0-9;]*m' }
        }
    }

    It 'finds the module by itself, with its help' {
        $run = Invoke-Shell -Command 'Test-VpcEndpoint -SnapshotPath samples/healthy -Quiet; (Get-Module VpceTools).ModuleBase; (Get-Help Test-VpcEndpoint).Synopsis; [bool](Get-Help about_VpceTools)'
        $run.ExitCode | Should -Be 0
        $lines = $run.Text -split "`n"
        $lines[0] | Should -Be 'True'
        $lines[1] | Should -Be (Join-Path $Root 'output/PowerShell/Modules/VpceTools')
        $lines[2].Length | Should -BeGreaterThan 20
        $lines[3] | Should -Be 'True'
    }

    It 'has all commands: <Name>' -ForEach @(
        @{ Name = 'Select-Object'; Command = '(Test-VpcEndpoint -SnapshotPath samples/healthy | Select-Object -First 1 -ExpandProperty Status).ToString()'; Text = 'Passed' }
        @{ Name = 'ConvertTo-Json'; Command = '(Test-VpcEndpoint -SnapshotPath samples/healthy -Check VpcDns | ConvertTo-Json -Depth 3 | ConvertFrom-Json).Check'; Text = 'VpcDns' }
        @{ Name = 'Out-String'; Command = '(Get-VpcEndpointCheck VpcDns | Out-String -Width 80) -match "VpcDns"'; Text = 'True' }
        @{ Name = 'Format-List'; Command = '(Get-VpcEndpointCheck VpcDns | Format-List Name | Out-String).Trim()'; Text = 'Name : VpcDns' }
        @{ Name = 'Start-Job'; Command = 'Start-Job { (Get-VpcEndpointCheck VpcDns).Name } | Receive-Job -Wait'; Text = 'VpcDns' }
        @{ Name = 'Start-ThreadJob'; Command = 'Start-ThreadJob { (Get-VpcEndpointCheck VpcDns).Name } | Receive-Job -Wait'; Text = 'VpcDns' }
        @{ Name = 'ForEach-Object -Parallel'; Command = '1, 2 | ForEach-Object -Parallel { (Get-VpcEndpointCheck VpcDns).Name } | Sort-Object -Unique'; Text = 'VpcDns' }
        @{ Name = 'Add-Type'; Command = 'Add-Type "public static class A { public static int B = 5; }"; [A]::B'; Text = '5' }
    ) {
        $run = Invoke-Shell -Command $Command
        "$($run.ExitCode) $($run.Text)" | Should -Be "0 $Text"
    }

    It 'ends with <ExitCode> after <Command>' -ForEach @(
        @{ Command = '1'; ExitCode = 0 }
        @{ Command = 'exit 7'; ExitCode = 7 }
        @{ Command = 'throw "over"'; ExitCode = 1 }
        @{ Command = 'Test-VpcEndpoint -SnapshotPath nowhere'; ExitCode = 1 }
    ) {
        (Invoke-Shell -Command $Command).ExitCode | Should -Be $ExitCode
    }

    It 'runs a script with its arguments and ends with its exit code' {
        $file = Join-Path $TestDrive 'script.ps1'
        Set-Content $file 'param($Name) "hello $Name"; exit 3'
        $run = Invoke-Shell -File $file -Name world
        "$($run.ExitCode) $($run.Text)" | Should -Be '3 hello world'
    }

    It 'tells its maker nothing' {
        (Invoke-Shell -Command '$env:POWERSHELL_TELEMETRY_OPTOUT').Text | Should -Be '1'
    }
}
