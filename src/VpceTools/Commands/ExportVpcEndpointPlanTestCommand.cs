using System.Management.Automation;
using System.Text;
using VpceTools.Errors;
using VpceTools.Parameters;
using VpceTools.Sources;
using VpceTools.Terraform;

namespace VpceTools.Commands;

/// <summary>
/// Writes a test file for a plan of Terraform whose run tells what the resources refer to, without credentials. It is never run here.
/// </summary>
[Cmdlet(VerbsData.Export, "VpcEndpointPlanTest", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class ExportVpcEndpointPlanTestCommand : PSCmdlet
{
    /// <summary>The plan, as <c>terraform show -json</c> prints it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string PlanPath { get; set; } = "";

    /// <summary>The file to write, below the folder <c>tests</c> of the configuration.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "tests/vpce-graph.tftest.hcl";

    /// <summary>Does not replace a file that is there.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            var text = TerraformTestFile.Of(CodeArguments.Resolve(SessionState.Path, nameof(PlanPath), PlanPath));
            var path = CodeArguments.Resolve(SessionState.Path, nameof(Path), Path);
            if (NoClobber && File.Exists(path))
                ThrowTerminatingError(CommandErrors.PlanTestExists(Path));
            if (!ShouldProcess(path, "Write the test file"))
                return;
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            WriteObject(InvokeProvider.Item.Get([path], force: true, literalPath: true), enumerateCollection: true);
        }
        catch (NetworkSourceException e)
        {
            ThrowTerminatingError(CommandErrors.From(e));
        }
        catch (CommandException e)
        {
            ThrowTerminatingError(e.Error);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            ThrowTerminatingError(CommandErrors.PlanTestUnwritable(Path, e));
        }
    }
}
