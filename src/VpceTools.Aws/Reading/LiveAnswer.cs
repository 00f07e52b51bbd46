using VpceTools.Aws.Calling;
using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Sources;

namespace VpceTools.Aws.Reading;

/// <summary>What a call gave of a kind of evidence, as the model has it; or why it gave nothing.</summary>
/// <param name="Call">The call.</param>
/// <param name="Place">Puts the items into a network.</param>
internal sealed record LiveAnswer(DescribeCall Call, Func<VpcNetwork, VpcNetwork> Place)
{
    /// <summary>Why nothing, or not all, was given.</summary>
    public CallError? Error { get; init; }

    /// <summary>Whether the kind is described.</summary>
    public bool IsEvidence { get; init; }

    /// <summary>The ids of the resources that could not be read.</summary>
    public IReadOnlyList<string> Unreadable { get; init; } = [];

    /// <summary>A remark for each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>
    /// Asks, maps what was answered, and leaves out what cannot be read: a guess could make a resource more or less permissive than it is.
    /// </summary>
    /// <param name="row">The kind.</param>
    /// <param name="read">The call.</param>
    /// <param name="id">The id of what was answered.</param>
    /// <param name="map">Makes the model of it.</param>
    /// <param name="isEvidence">Whether the answer is the kind's evidence, or only adds to it.</param>
    /// <param name="settle">Changes the items in view of what could not be read.</param>
    /// <exception cref="NetworkSourceException">The credentials do not work any more: every further call would fail alike.</exception>
    public static async Task<LiveAnswer> ReadAsync<TSdk, T>(
        EvidenceKind<T> row, Func<Task<IReadOnlyList<TSdk>>> read, Func<TSdk, string> id, Func<TSdk, T> map, bool isEvidence = true,
        Func<ValueList<T>, IReadOnlyList<TSdk>, ValueList<T>>? settle = null)
        where T : class
    {
        var (answered, error) = await TryAsync(read).ConfigureAwait(false);
        var (items, unreadable, remarks) = (new List<T>(), new List<TSdk>(), new List<string>());
        foreach (var item in answered)
        {
            try
            {
                var mapped = map(item);
                row.Check(mapped);
                items.Add(mapped);
            }
            catch (Exception e) when (e is FormatException or UnreadableValueException)
            {
                unreadable.Add(item);
                remarks.Add($"{IdForm.Shown(id(item))} is left out, because it cannot be read: "
                    + $"{e.Message}{(e.Message.EndsWith(".", StringComparison.Ordinal) ? "" : ".")}");
            }
        }

        var settled = settle is null ? items.ToValueList() : settle(items.ToValueList(), unreadable);
        return new(row.Call, network => row.With(network, Joined(row, row.Get(network), settled)))
        {
            Error = error,
            IsEvidence = isEvidence && error is null && !(row.NeedsEveryItem && unreadable.Count > 0),
            Unreadable = [.. unreadable.Select(item => IdForm.Shown(id(item)))],
            Remarks = remarks,
        };
    }

    /// <summary>What a call gives, or why it gives nothing.</summary>
    /// <exception cref="NetworkSourceException">The credentials do not work any more: every further call would fail alike.</exception>
    public static async Task<(IReadOnlyList<T> Items, CallError? Error)> TryAsync<T>(Func<Task<IReadOnlyList<T>>> read)
    {
        try
        {
            return (await read().ConfigureAwait(false), null);
        }
        catch (CallFailedException e) when (e.Error.ErrorId is not (ErrorIds.AuthFailure or ErrorIds.ExpiredToken))
        {
            return ([], e.Error);
        }
        catch (CallFailedException e)
        {
            throw NetworkErrors.Of(e.Error);
        }
    }

    /// <summary>The network with what every answer gave and said.</summary>
    public static VpcNetwork PlaceAll(VpcNetwork network, IReadOnlyList<LiveAnswer> answers)
    {
        network = answers.Aggregate(network, (all, answer) => answer.Place(all));
        return network with
        {
            Described = network.Described.Concat(answers.Where(a => a.IsEvidence).Select(a => a.Call.Kind)).Distinct().OrderBy(kind => kind)
                .ToValueList(),
            // A second call of a kind whose first one failed adds nothing new.
            Failures = network.Failures.Concat(answers.Where(a => a.Error is not null)
                .Select(a => new DescribeFailure(a.Call.Kind, a.Error!.IsAccessDenied, a.Call.IamAction, a.Error.Message)))
                .GroupBy(failure => failure.IamAction, StringComparer.Ordinal).Select(same => same.First()).ToValueList(),
            Unreadable = network.Unreadable.Concat(answers.SelectMany(a => a.Unreadable)).Distinct(StringComparer.Ordinal).ToValueList(),
            Remarks = network.Remarks.Concat(answers.SelectMany(a => a.Remarks)).ToValueList(),
        };
    }

    /// <summary>The items of two answers; one that both have, or one has twice, is what they say together.</summary>
    private static ValueList<T> Joined<T>(EvidenceKind<T> row, ValueList<T> first, ValueList<T> second)
        where T : class
    {
        var positions = new Dictionary<string, int>(first.Count + second.Count, StringComparer.Ordinal);
        var items = new List<T>(first.Count + second.Count);
        foreach (var item in first.Concat(second))
        {
            var id = row.IdOf(item);
            if (positions.TryGetValue(id, out var position))
            {
                items[position] = row.Slot.Merge(items[position], item) ?? items[position];
                continue;
            }

            positions.Add(id, items.Count);
            items.Add(item);
        }

        return items.ToValueList();
    }
}
