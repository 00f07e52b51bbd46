using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Paths;

/// <summary>
/// Findings by the clients that they name, the worst first: one that names nobody is about all. There can be thousands of clients, and a
/// finding may name each of them.
/// </summary>
internal sealed class FindingsByClient
{
    private readonly List<Finding> _all;
    private readonly ValueList<Finding> _ofEverybody;
    private readonly Dictionary<string, List<int>> _own = new(StringComparer.Ordinal);
    private readonly List<int> _shared = [];

    public FindingsByClient(IEnumerable<Finding> findings)
    {
        _all = [.. findings.OrderByDescending(finding => finding.Severity)];
        for (var i = 0; i < _all.Count; i++)
        {
            var named = _all[i].Evidence.AffectedClients;
            if (named.Count == 0)
                _shared.Add(i);
            foreach (var label in named)
            {
                if (!_own.TryGetValue(label, out var own))
                    _own[label] = own = [];
                own.Add(i);
            }
        }

        _ofEverybody = _shared.Select(i => _all[i]).ToValueList();
    }

    /// <summary>Those that concern a client.</summary>
    public ValueList<Finding> Of(Client client) => _own.Count > 0 && _own.TryGetValue(client.Label, out var own)
        ? own.Concat(_shared).Distinct().OrderBy(i => i).Select(i => _all[i]).ToValueList() : _ofEverybody;
}
