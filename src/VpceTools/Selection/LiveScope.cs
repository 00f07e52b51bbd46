using VpceTools.Model;
using VpceTools.Sources;

namespace VpceTools.Selection;

/// <summary>The accounts and Regions that one record of the pipeline names. Records that name the same are read together.</summary>
/// <param name="Accounts">The ways to the accounts, with the Region open.</param>
/// <param name="Regions">Regions by code; wildcards. Without any, the Region that the session or the SDK knows.</param>
internal sealed record LiveScope(ValueList<AwsConnection> Accounts, ValueList<string> Regions)
{
    public static LiveScope Of(IEnumerable<AwsConnection> accounts, string[]? regions) => new(
        accounts.ToValueList(),
        (regions ?? []).Where(region => !string.IsNullOrWhiteSpace(region)).Distinct(StringComparer.OrdinalIgnoreCase).ToValueList());

    /// <summary>The Region of one connection and no other.</summary>
    public static LiveScope Of(AwsConnection connection) => new([connection], []);

    /// <summary>The patterns of the Regions.</summary>
    public IReadOnlyList<NamePattern> Patterns => [.. Regions.Select(region => new NamePattern(region))];

    /// <summary>How a connection is called beside the others: by its profile where there are several, by its Region, by both.</summary>
    public string NameOf(AwsConnection connection)
    {
        string?[] parts = [connection.Region, Accounts.Count > 1 ? $"profile '{connection.ProfileName}'" : null];
        return string.Join(", ", parts.OfType<string>());
    }
}
