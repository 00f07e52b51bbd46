using System.Text.RegularExpressions;
using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Needs;
using VpceTools.Parameters;
using VpceTools.Reachability;

namespace VpceTools.Reading;

/// <summary>
/// The clients that <c>-From</c> names: ids by their form, addresses, else functions and tasks by the name in their interfaces'
/// descriptions.
/// </summary>
/// <param name="Selections">What is asked together; subnets with groups stand for themselves.</param>
/// <param name="Unknown">Names that nothing has.</param>
internal sealed record PathClients(IReadOnlyList<ClientSelection> Selections, IReadOnlyList<string> Unknown)
{
    private static readonly Regex Id = new(@"^(?<kind>i|eni|subnet|sg)-[0-9a-z]{1,32}\z",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1));

    /// <summary>Reads what names clients.</summary>
    /// <param name="from">The texts of a user; null for none.</param>
    /// <param name="clients">The clients that other parameters name.</param>
    /// <param name="networks">Where functions and tasks are looked for.</param>
    /// <exception cref="Errors.CommandException">An address or a CIDR block is none.</exception>
    public static PathClients From(string[]? from, ClientSelection clients, IReadOnlyList<VpcNetwork> networks)
    {
        var (together, apart, unknown) = (clients, new List<ClientSelection>(), new List<string>());
        foreach (var given in ArgumentText.Listed(from ?? []))
        {
            var text = WithoutArn(given);
            if (KindOf(text.Trim()) is not null)
                text = text.Trim().ToLowerInvariant();
            var parts = text.Split('+').Select(part => part.Trim()).ToList();
            if (parts.Count > 1 && parts.TrueForAll(part => KindOf(part) is "subnet" or "sg")
                && parts.Exists(part => KindOf(part) == "subnet"))
            {
                parts = parts.ConvertAll(part => part.ToLowerInvariant());
                apart.Add(new()
                {
                    SubnetIds = parts.Where(part => KindOf(part) == "subnet").ToValueList(),
                    SecurityGroupIds = parts.Where(part => KindOf(part) == "sg").ToValueList(),
                });
                continue;
            }

            switch (KindOf(text))
            {
                case "i":
                    together = together with { InstanceIds = [.. together.InstanceIds, text] };
                    break;
                case "eni":
                    together = together with { NetworkInterfaceIds = [.. together.NetworkInterfaceIds, text] };
                    break;
                case "subnet":
                    together = together with { SubnetIds = [.. together.SubnetIds, text] };
                    break;
                case "sg":
                    apart.Add(new() { SecurityGroupIds = [text] });
                    break;
                default:
                    if (Named(text, networks) is { Count: > 0 } interfaces)
                        together = together with { NetworkInterfaceIds = [.. together.NetworkInterfaceIds, .. interfaces] };
                    else if (text.IndexOfAny(['.', ':', '/']) >= 0)
                        together = together with { CidrBlocks = [.. together.CidrBlocks, ArgumentText.Cidr(text)] };
                    else
                        unknown.Add(text);
                    break;
            }
        }

        var isAll = apart.Count == 0 && unknown.Count == 0;
        return new(isAll || !together.IsEmpty ? [together, .. apart] : apart, unknown);
    }

    /// <summary>
    /// The id or name at the end of an ARN: <c>…:instance/i-0abc</c>, <c>…:function:orders:live</c>.
    /// </summary>
    private static string WithoutArn(string text)
    {
        var parts = text.Split(':');
        return parts is not ["arn", _, _, _, _, _, ..] ? text
            : parts is [_, _, "lambda", _, _, "function", var function, ..] ? function
            : parts.Length == 6 && parts[5].IndexOf('/') is var slash and >= 0 ? parts[5].Substring(slash + 1) : text;
    }

    /// <summary>The ids of instances, interfaces and subnets among what names clients.</summary>
    public static ValueList<string> Ids(string[]? from, ClientSelection clients) =>
    [
        .. clients.PlacedIds,
        .. ArgumentText.Listed(from ?? []).SelectMany(text => text.Split('+')).Select(part => part.Trim().ToLowerInvariant())
            .Where(part => KindOf(part) is "i" or "eni" or "subnet"),
    ];

    /// <summary>The addresses and blocks among what names clients; what is none of them may be a workload's name.</summary>
    public static ValueList<CidrBlock> Blocks(string[]? from, ClientSelection clients) =>
        [.. clients.CidrBlocks, .. ArgumentText.Listed(from ?? []).Select(ArgumentText.CidrOrNull).OfType<CidrBlock>()];

    private static string? KindOf(string text) =>
        Id.Match(text) is { Success: true } match ? match.Groups["kind"].Value.ToLowerInvariant() : null;

    private static List<string> Named(string name, IReadOnlyList<VpcNetwork> networks) =>
        [.. networks.SelectMany(network => network.NetworkInterfaces)
            .Where(nic => TaskCatalog.BuiltIn.Recognise(nic).Any(task => string.Equals(task.Name, name, StringComparison.Ordinal)))
            .Select(nic => nic.Id).Distinct()];
}
