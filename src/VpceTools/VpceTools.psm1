# Only picks the build for this edition; everything else is compiled.
$edition = if ($PSVersionTable.PSEdition -eq 'Core') { 'core' } else { 'desktop' }
Import-Module -Name ([System.IO.Path]::Combine($PSScriptRoot, $edition, 'VpceTools.dll')) -ErrorAction Stop
