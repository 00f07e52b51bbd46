using System.Management.Automation;
using VpceTools.Anonymizing;
using VpceTools.Errors;
using VpceTools.Model;
using VpceTools.Parameters;
using VpceTools.Snapshots;
using VpceTools.Sources;
using Question = VpceTools.Reading.Question;

namespace VpceTools.Commands;

/// <summary>
/// Saves all that a diagnosis of endpoints reads as JSON that the AWS CLI could have written, for later, for others and for comparison.
/// </summary>
[Cmdlet(VerbsData.Export, "VpcEndpointSnapshot", DefaultParameterSetName = Sets.Live)]
[OutputType(typeof(DirectoryInfo))]
public sealed class ExportVpcEndpointSnapshotCommand : EndpointCommand
{
    private string _folder = "";

    /// <summary>The folder, which becomes the snapshot.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Replaces a snapshot that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Replaces accounts, ids, names, addresses and domains, so that the snapshot can be given away.</summary>
    [Parameter]
    public SwitchParameter Anonymize { get; set; }

    /// <summary>
    /// Also saves the VPCs of the account that are joined with others, by peering or a transit gateway, though they have no endpoint:
    /// their subnets may be clients of endpoints in other accounts.
    /// </summary>
    [Parameter(ParameterSetName = Sets.Live)]
    public SwitchParameter IncludeRemoteClients { get; set; }

    // A snapshot holds what a diagnosis for any client reads, so that clients are no parameters here.

    /// <summary>No parameter here.</summary>
    public override string[]? ClientSubnetId { get; set; }

    /// <summary>No parameter here.</summary>
    public override string[]? ClientSecurityGroupId { get; set; }

    /// <summary>No parameter here.</summary>
    public override string[]? ClientInstanceId { get; set; }

    /// <summary>No parameter here.</summary>
    public override string[]? ClientNetworkInterfaceId { get; set; }

    /// <summary>No parameter here.</summary>
    public override string[]? ClientCidr { get; set; }

    /// <inheritdoc/>
    private protected override bool TakesCode => false;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            _folder = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path, out var provider, out _);
            if (provider.Name != "FileSystem")
                throw new IOException("it is no place for files.");
            // Before AWS is asked, which takes long.
            if (File.Exists(_folder) || (Directory.Exists(_folder) && !IsReplaceable(_folder)))
                ThrowTerminatingError(CommandErrors.SnapshotExists(Path));
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            ThrowTerminatingError(CommandErrors.SnapshotUnwritable(Path, e));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var question = new Question([], new() { Clients = new() { IncludesRemote = IncludeRemoteClients } })
        {
            DecidesNames = true,
            IsOneOfSeveral = IncludeRemoteClients,
        };
        var networks = new List<VpcNetwork>();
        // What holds no endpoint that was asked for is not what somebody wants to keep; errors say which are not there.
        foreach (var network in Diagnose(question).Where(diagnosis => diagnosis.Endpoints.Count > 0
                || (IncludeRemoteClients && diagnosis.Networks.Any(network => network.Vpcs.Count > 0)))
            .SelectMany(diagnosis => diagnosis.Networks))
            if (!networks.Exists(known => ReferenceEquals(known, network)))
                networks.Add(network);
        if (networks.Count == 0)
        {
            WriteWarning("No endpoint was found, and no snapshot is written.");
            return;
        }

        try
        {
            SnapshotExport.Write(Anonymize ? Anonymizer.Of(networks) : networks, _folder,
                typeof(VpcNetwork).Assembly.GetName().Version!.ToString(3), DateTimeOffset.UtcNow, Anonymize);
        }
        catch (NetworkSourceException e)
        {
            ThrowTerminatingError(CommandErrors.From(e));
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            ThrowTerminatingError(CommandErrors.SnapshotUnwritable(Path, e));
        }

        foreach (var failure in networks.SelectMany(network => network.Failures).Select(failure => failure.IamAction)
            .Distinct(StringComparer.Ordinal))
            WriteWarning($"{failure} gave no answer; what depends on it is not in the snapshot.");
        WriteObject(InvokeProvider.Item.Get([_folder], force: true, literalPath: true), enumerateCollection: true);
    }

    private bool IsReplaceable(string folder) =>
        !Directory.EnumerateFileSystemEntries(folder).Any() || (Force && SnapshotExport.MayReplace(folder));

    private static bool IsOfFiles(Exception e) =>
        e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException
        or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException;
}
