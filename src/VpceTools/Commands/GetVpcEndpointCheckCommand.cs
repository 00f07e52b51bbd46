using System.Management.Automation;
using VpceTools.Checks;
using VpceTools.Completers;
using VpceTools.Errors;
using VpceTools.Output;
using VpceTools.Parameters;

namespace VpceTools.Commands;

/// <summary>Gives the catalogue of checks: what each asks, of which endpoints, and the page that its rule comes from.</summary>
[Cmdlet(VerbsCommon.Get, "VpcEndpointCheck")]
[OutputType(typeof(CheckDescriptor))]
public sealed class GetVpcEndpointCheckCommand : PSCmdlet
{
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    /// <summary>Checks by name; wildcards. Without it, all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Check")]
    [ArgumentCompleter(typeof(CheckNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var pattern in (Name ?? ["*"]).Select(name => new NamePattern(name)))
        {
            var found = CheckCatalog.All.Where(check => pattern.Matches(check.Descriptor.Name)).ToList();
            if (found.Count == 0 && pattern.IsLiteral)
                WriteError(CommandErrors.CheckNotFound(pattern.Text, CheckCatalog.All.Select(check => check.Descriptor.Name)));
            // Piped results name a check once for each endpoint.
            foreach (var check in found.Where(check => _given.Add(check.Descriptor.Name)))
                WriteObject(OutputObject.From(check.Descriptor));
        }
    }
}
