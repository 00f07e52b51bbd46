# Runs the suite for PesterTests, which `dotnet test` runs; `-Build desktop` puts the build for Windows PowerShell to the scenarios.
# To see the suite yourself: Invoke-Pester tests/Pester.
[CmdletBinding()]
param(
    # Pester's manifest.
    [Parameter(Mandatory)] [string] $Pester,
    # Where one line of JSON for each test goes.
    [Parameter(Mandatory)] [string] $Result,
    [ValidateSet('core', 'desktop')] [string] $Build = 'core'
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
Import-Module $Pester
$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'None'
$copy = $null
if ($Build -eq 'desktop') {
    # As it is installed, but for the folder that the psm1 takes.
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $copy = Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid())
    Copy-Item -Recurse (Join-Path $root 'output/VpceTools') $copy
    Remove-Item -Recurse (Join-Path $copy 'core')
    Rename-Item (Join-Path $copy 'desktop') 'core'
    $env:VPCETOOLS_TEST_MODULE = Join-Path $copy 'VpceTools.psd1'
    $configuration.Run.Path = Join-Path $PSScriptRoot 'Scenarios.Tests.ps1'
}

try {
    $run = Invoke-Pester -Configuration $configuration
    $outcomes = @(
        foreach ($test in $run.Tests) { [pscustomobject]@{ Name = "$Build`: $($test.ExpandedPath)"; Result = "$($test.Result)"; From = $test } }
        # A file or a block that breaks before its tests has none that failed.
        foreach ($broken in @($run.FailedContainers) + @($run.FailedBlocks)) { [pscustomobject]@{ Name = "$Build`: $broken"; Result = 'Failed'; From = $broken } }
    )
    $lines = foreach ($outcome in $outcomes) {
        $text = foreach ($record in $outcome.From.ErrorRecord) { if ($outcome.Result -eq 'Skipped') { "$record" } else { "$record"; "$($record.ScriptStackTrace)" } }
        [pscustomobject]@{ Name = $outcome.Name; Result = $outcome.Result; Text = $text -join "`n" } | ConvertTo-Json -Compress
    }

    [System.IO.File]::WriteAllLines($Result, [string[]] $lines)
}
finally {
    if ($copy) { Remove-Item -Recurse -Force $copy -ErrorAction SilentlyContinue }
}
