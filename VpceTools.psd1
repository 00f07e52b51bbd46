@{
    RootModule             = 'VpceTools.psm1'
    ModuleVersion          = '0.2.0'
    CompatiblePSEditions   = @('Core', 'Desktop')
    GUID                   = 'c0c3bb1e-5f1b-4a0e-9a53-8f0f6d0a7e21'
    Author                 = 'The VpceTools authors'
    CompanyName            = 'VpceTools'
    Copyright              = '(c) The VpceTools authors. MIT licence.'
    Description            = 'Finds out why an AWS VPC endpoint refuses or times out, proves it with a packet, and names the exact fix.'
    PowerShellVersion      = '5.1'
    FormatsToProcess       = @('VpceTools.Format.ps1xml')
    FunctionsToExport      = @()
    CmdletsToExport        = @('Compare-VpcEndpointSnapshot', 'Export-VpcEndpointPlanTest', 'Export-VpcEndpointReport', 'Export-VpcEndpointSnapshot', 'Get-VpcEndpointCheck', 'Get-VpcEndpointFinding', 'Get-VpcEndpointTask', 'Get-VpcEndpointUse', 'Repair-VpcEndpoint', 'Resolve-VpcEndpointName', 'Test-VpcEndpoint', 'Test-VpcEndpointConnection', 'Test-VpcEndpointPath', 'Test-VpcEndpointPolicy', 'Undo-VpcEndpointRepair')
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            # A package has the section of CHANGELOG.md here.
            ReleaseNotes = 'See CHANGELOG.md.'
            LicenseUri   = 'https://licenses.nuget.org/MIT'
            ProjectUri   = 'https://www.powershellgallery.com/packages/VpceTools'
            Tags         = @('AWS', 'VPC', 'VPCEndpoint', 'PrivateLink', 'EC2', 'Networking', 'Diagnostics', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
        }
    }
}
