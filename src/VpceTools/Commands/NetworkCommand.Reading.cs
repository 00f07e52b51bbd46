using VpceTools.Errors;
using VpceTools.Loading;
using VpceTools.Model;
using VpceTools.Selection;
using VpceTools.Snapshots;
using VpceTools.Sources;

namespace VpceTools.Commands;

/// <content>Reading: every account and Region that the pipeline names side by side, snapshots one after the other.</content>
public abstract partial class NetworkCommand
{
    private Dictionary<LiveScope, IReadOnlyList<LiveReading>> ReadLive()
    {
        var wanted = _gathered.Where(g => g.Scope is not null && !g.Selection.IsHopeless).Select(g => (Scope: g.Scope!, Query: Query(g.Selection))).ToList();
        if (wanted.Count == 0)
            return [];
        Rehearsal.Start();
        using var gate = new SemaphoreSlim(ThrottleLimit);
        var readers = wanted.ConvertAll(w => new LiveReader(Sources, w.Scope, gate, isAlone: wanted.Count == 1));
        var readings = Await((progress, token) => Task.WhenAll(wanted.Select((w, i) => readers[i].ReadAsync(w.Query, progress, token))));
        Warn([.. readers.SelectMany(reader => reader.Warnings).Distinct(StringComparer.Ordinal)]);

        // What fails alike everywhere, such as credentials that are missing, is one error.
        var all = readings.SelectMany(r => r).ToList();
        if (wanted.Count == _gathered.Count && all.Count > 0 && all.TrueForAll(r => r.Error is { } e && (e.ErrorId, e.Message) == (all[0].Error!.ErrorId, all[0].Error!.Message)))
        {
            EndUnanswered(CommandErrors.Of(all[0].Error!));
            _gathered.Clear();
        }

        return wanted.Select((w, i) => (w.Scope, Readings: readings[i])).ToDictionary(r => r.Scope, r => r.Readings);
    }

    /// <summary>What could be read of a scope, after the errors of what could not.</summary>
    private List<(AwsConnection? Connection, IReadOnlyList<VpcNetwork> Networks)> Usable(
        LiveScope scope, SelectionSet selection, Dictionary<LiveScope, IReadOnlyList<LiveReading>> all)
    {
        if (selection.IsHopeless)
            return [(scope.Accounts[0], [])];
        var readings = all[scope];
        foreach (var failure in readings.Where(r => r.Error is not null).GroupBy(r => (r.Error!.ErrorId, r.Error.Message)))
        {
            var places = string.Join("; ", failure.Select(r => scope.NameOf(r.Connection)).Where(name => name.Length > 0));
            WriteUnanswered(places.Length == 0 ? CommandErrors.Of(failure.First().Error!) : CommandErrors.Of(failure.First().Error!, places));
        }

        // Whoever comes back later, to repair or to undo, must come to the same Region.
        return [.. readings.Where(r => r.Error is null).Select(r => ((AwsConnection?)(r.Connection with { Region = r.Networks[0].Region }), r.Networks))];
    }

    private List<(AwsConnection? Connection, IReadOnlyList<VpcNetwork> Networks)> ReadSnapshots(SelectionSet selection)
    {
        var networks = new List<VpcNetwork>();
        foreach (var path in _paths)
        {
            try
            {
                networks.AddRange(Await((progress, token) => new SnapshotSource(path).ReadAsync(Query(selection), progress, token)));
            }
            catch (NetworkSourceException e)
            {
                // One of several snapshots must not cost the results of the others.
                if (_paths.Count == 1)
                    EndUnanswered(CommandErrors.Of(e));
                else
                    WriteUnanswered(CommandErrors.Of(e));
            }
        }

        return networks.Count == 0 ? [] : [(null, networks)];
    }

    private NetworkQuery Query(SelectionSet selection) => selection.ToQuery() with { EndpointsOnly = EndpointsOnly };
}
