using VpceTools.Model;
using VpceTools.Parameters;
using VpceTools.Planned;
using VpceTools.Reachability;
using VpceTools.Sources;

namespace VpceTools.Reading;

/// <summary>
/// Where the endpoints are looked for that one record of the pipeline names. Records that name the same scope are read together.
/// </summary>
internal abstract record ReadScope
{
    /// <summary>How messages call it.</summary>
    /// <param name="networks">What could be read of it.</param>
    public abstract string Describe(IEnumerable<VpcNetwork> networks);
}

/// <summary>Snapshots, which are taken together.</summary>
/// <param name="Paths">Folders and files.</param>
internal sealed record SnapshotScope(ValueList<string> Paths) : ReadScope
{
    /// <inheritdoc/>
    public override string Describe(IEnumerable<VpcNetwork> networks) =>
        $"the snapshot {string.Join(", ", Paths.Select(path => $"'{path}'"))}";
}

/// <summary>Code, which is all that is known of the network.</summary>
/// <param name="Inputs">The plans, states and templates.</param>
internal sealed record CodeScope(ValueList<CodeInput> Inputs) : ReadScope
{
    /// <inheritdoc/>
    public override string Describe(IEnumerable<VpcNetwork> networks) => string.Join(", ", Inputs.Select(input => $"'{input.Path}'"));
}

/// <summary>Accounts and Regions of live AWS.</summary>
/// <param name="Accounts">The ways to the accounts, with the Region open.</param>
/// <param name="Regions">Regions by code; wildcards. Without any, the Region that the session or the SDK knows.</param>
internal sealed record LiveScope(ValueList<AwsConnection> Accounts, ValueList<string> Regions) : ReadScope
{
    /// <summary>The patterns of the Regions.</summary>
    public IReadOnlyList<NamePattern> Patterns => [.. Regions.Select(region => new NamePattern(region))];

    public static LiveScope From(IEnumerable<AwsConnection> accounts, string[]? regions) => new(
        accounts.ToValueList(),
        (regions ?? []).Where(region => !string.IsNullOrWhiteSpace(region)).Distinct(StringComparer.OrdinalIgnoreCase).ToValueList());

    /// <summary>The Region of one connection and no other.</summary>
    public static LiveScope From(AwsConnection connection) => new([connection], []);

    /// <summary>
    /// What was read for a diagnosis: with clients that may be elsewhere, all that was read together, each connection for its own Region.
    /// </summary>
    public static LiveScope Of(DiagnosisOrigin origin, ClientSelection clients) =>
        origin.Together.Count > 0 && (clients.IncludesRemote || !clients.IsEmpty) ? new(origin.Together, []) : From(origin.Connection!);

    /// <summary>
    /// How a connection is called beside the others: by its profile where there are several, by its Region, by both; and the account of a
    /// role.
    /// </summary>
    public string NameOf(AwsConnection connection)
    {
        string?[] parts = [connection.RoleAccountId is { } account ? $"account {account}" : null, connection.Region, Accounts.Count > 1
            ? $"profile '{connection.ProfileName}'" : null];
        return string.Join(", ", parts.OfType<string>());
    }

    /// <inheritdoc/>
    public override string Describe(IEnumerable<VpcNetwork> networks)
    {
        var regions = string.Join(", ", networks.Select(network => network.Region).Distinct());
        return regions.Length > 0 ? regions : Regions.Count > 0 ? string.Join(", ", Regions) : "the Region";
    }
}
