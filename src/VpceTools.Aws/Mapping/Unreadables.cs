namespace VpceTools.Aws.Mapping;

/// <summary>
/// Keeps what could not be mapped. A resource with one unreadable value is left out as a whole, with a remark: a guess could make it more
/// or less permissive than it is.
/// </summary>
internal sealed class Unreadables
{
    private readonly List<string> _ids = [];
    private readonly List<string> _remarks = [];

    /// <summary>The ids of the resources that were left out.</summary>
    public IReadOnlyList<string> Ids => _ids;

    /// <summary>A remark for each.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>Maps what can be mapped.</summary>
    public IEnumerable<TModel> Map<TSdk, TModel>(IEnumerable<TSdk> items, Func<TSdk, string> id, Func<TSdk, TModel> map)
        where TModel : class
    {
        foreach (var item in items)
        {
            TModel? mapped = null;
            try
            {
                mapped = map(item);
            }
            catch (FormatException e)
            {
                _ids.Add(id(item));
                _remarks.Add($"{id(item)} is left out, because it cannot be read: {e.Message}");
            }

            if (mapped is not null)
                yield return mapped;
        }
    }
}
