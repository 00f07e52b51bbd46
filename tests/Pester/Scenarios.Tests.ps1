#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Runs tests/Scenarios/scenarios.json, whose README says what a step means, in the user's own shell.

BeforeDiscovery {
    function Expand-Case($Value, $Case) {
        if ($Value -is [string]) {
            foreach ($member in $Case.PSObject.Properties) { $Value = $Value.Replace("<$($member.Name)>", $member.Value) }
            return $Value
        }
        if ($Value -is [array]) { return , @(foreach ($item in $Value) { Expand-Case $item $Case }) }
        $copy = @{}
        foreach ($member in $Value.PSObject.Properties) { $copy[$member.Name] = Expand-Case $member.Value $Case }
        return $copy
    }

    $file = Join-Path (Split-Path -Parent $PSScriptRoot) 'Scenarios/scenarios.json'
    # Windows PowerShell writes an array from JSON as one object; ForEach-Object takes it apart.
    $script:Scenarios = Get-Content -Raw $file | ConvertFrom-Json | ForEach-Object { $_ } | ForEach-Object {
        $scenario = $_
        $cases = if ($scenario.cases) { $scenario.cases } else { [pscustomobject]@{} }
        foreach ($case in $cases) { @{ Name = Expand-Case $scenario.name $case; Steps = Expand-Case $scenario.steps $case } }
    }
}

BeforeAll {
    $script:Root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $script:Manifest = Join-Path $Root 'output/VpceTools/VpceTools.psd1'
}

Describe 'Scenarios' {
    BeforeEach {
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

    It '<Name>' -ForEach $Scenarios {
        foreach ($step in $Steps) {
            # Dot-sourced, so that later steps see the variables of earlier ones, in a block that keeps what came before an error.
            $streams = [System.Collections.ArrayList]::new()
            $terminating = $null
            $ErrorActionPreference = 'Continue'
            try { . ([scriptblock]::Create($step.run)) 2>&1 3>&1 | ForEach-Object { $null = $streams.Add($_) } }
            catch { $terminating = $_ }
            $ErrorActionPreference = 'Stop'

            $errors = @($streams | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }) + @($terminating | Where-Object { $_ })
            $warnings = @($streams | Where-Object { $_ -is [System.Management.Automation.WarningRecord] })
            $output = @($streams | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] -and $_ -isnot [System.Management.Automation.WarningRecord] })

            ($errors.FullyQualifiedErrorId -join "`n") | Should -BeExactly (@($step.errors) -join "`n") -Because "$($step.run): $errors"
            $warnings.Count | Should -Be @($step.warnings | Where-Object { $_ }).Count -Because "$($step.run): $warnings"
            for ($i = 0; $i -lt $warnings.Count; $i++) { "$($warnings[$i])" | Should -Match @($step.warnings)[$i] }
            if ($step.ContainsKey('output')) {
                (@($output | ForEach-Object { "$_" }) -join "`n") | Should -BeExactly (@($step.output) -join "`n") -Because $step.run
            }

            if ($step.ContainsKey('shows')) {
                $text = ($output | Out-String -Width 80) -replace '\x1b\[[0-9;]*m' -replace '\r'
                foreach ($pattern in $step.shows) { $text | Should -Match $pattern }
                $text -split '\n' | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
            }
        }
    }
}
