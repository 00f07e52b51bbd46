<#
.SYNOPSIS
    Builds, tests and packages VpceTools: short words for what dotnet does.
.DESCRIPTION
    Runs in Windows PowerShell 5.1 and in PowerShell 7. Nothing here is needed: each task says the dotnet command that it stands for, and
    .ci/run does without PowerShell altogether.
.PARAMETER Task
    Build    stages the module in output/VpceTools      dotnet build src/VpceTools.Staging
    Test     runs every test, Pester's included         dotnet test --solution VpceTools.sln
    Help     renews en-US/ from docs/                   dotnet build src/VpceTools.Staging -t:UpdateHelp
    Package  fills out/VpceTools/<version>, .nupkg      dotnet pack src/VpceTools.Staging
    Clean    removes what the others made               dotnet clean VpceTools.sln
.PARAMETER Configuration
    Debug or Release. A package is always made of Release.
.EXAMPLE
    ./build.ps1 -Task Test
.EXAMPLE
    ./build.ps1 -Task Clean, Package
#>
[CmdletBinding()]
param(
    # `pwsh -File build.ps1 -Task Clean,Package` gives both as one word, which a ValidateSet would refuse.
    [ValidateScript({
        foreach ($word in $_ -split ',') {
            if ('Build', 'Test', 'Help', 'Package', 'Clean' -notcontains $word.Trim()) {
                throw "'$word' is not a task; the tasks are Build, Test, Help, Package and Clean."
            }
        }
        $true
    })]
    [ArgumentCompleter({ 'Build', 'Test', 'Help', 'Package', 'Clean' -like "$($args[2])*" })]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$staging = [System.IO.Path]::Combine($root, 'src', 'VpceTools.Staging')
$solution = [System.IO.Path]::Combine($root, 'VpceTools.sln')

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($args -join ' ') ended with exit code $LASTEXITCODE."
    }
}

foreach ($name in ($Task -split ',').Trim()) {
    switch ($name) {
        'Build' { Invoke-DotNet build $staging --configuration $Configuration --nologo }
        'Test' {
            # global.json chooses the test platform, and is found from the current folder.
            $before = [System.Environment]::CurrentDirectory
            $location = $ExecutionContext.SessionState.Path
            $null = $location.PushCurrentLocation('build')
            $null = $location.SetLocation($root)
            try {
                Invoke-DotNet test --solution $solution --configuration $Configuration
            }
            finally {
                $null = $location.PopLocation('build')
                [System.Environment]::CurrentDirectory = $before
            }
        }
        'Help' {
            Invoke-DotNet build $staging -t:UpdateHelp --configuration $Configuration --nologo
            [System.IO.Directory]::GetFiles([System.IO.Path]::Combine($root, 'en-US'))
        }
        'Package' { Invoke-DotNet pack $staging --configuration Release --nologo }
        'Clean' {
            # Both, whatever -Configuration says: Package builds Release.
            foreach ($built in 'Debug', 'Release') {
                Invoke-DotNet clean $solution --configuration $built --nologo --verbosity quiet
            }
            foreach ($folder in 'output', 'out') {
                $path = [System.IO.Path]::Combine($root, $folder)
                if ([System.IO.Directory]::Exists($path)) {
                    [System.IO.Directory]::Delete($path, $true)
                }
            }
        }
    }
}
