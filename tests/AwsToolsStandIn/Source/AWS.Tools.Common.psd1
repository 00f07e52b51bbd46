@{
    RootModule         = 'AWS.Tools.Common.dll'
    ModuleVersion      = '0.0.1'
    GUID               = '6f2b3c0e-2f0d-4f0c-9b11-1f6f5c8a7d11'
    RequiredAssemblies = @('AWSSDK.Core.dll', 'AWSSDK.SecurityToken.dll')
    CmdletsToExport    = @(
        'Set-AWSCredential', 'Clear-AWSCredential', 'Get-AWSCredential', 'Set-DefaultAWSRegion', 'Clear-DefaultAWSRegion', 'Get-DefaultAWSRegion', 'Get-AWSRegion',
        'Initialize-AWSDefaultConfiguration', 'Set-AWSProxy', 'Clear-AWSProxy', 'Get-STSCallerIdentity')
    FunctionsToExport  = @()
    AliasesToExport    = @()
    VariablesToExport  = @()
}
