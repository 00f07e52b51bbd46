@{
    # The type data as a module of its own: VpceTools.psm1 loads it once a session.
    ModuleVersion     = '1.0.0'
    GUID              = 'b6d2f0a8-7a4e-4f55-9d0b-2a7c9c1e5f63'
    Author            = 'The VpceTools authors'
    Description       = 'Type data of VpceTools.'
    PowerShellVersion = '5.1'
    TypesToProcess    = @('VpceTools.Types.ps1xml')
    FunctionsToExport = @()
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
