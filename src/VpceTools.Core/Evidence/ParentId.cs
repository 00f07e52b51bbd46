namespace VpceTools.Evidence;

/// <summary>
/// Where an answer that does not name its parent (<c>get-managed-prefix-list-entries</c>, <c>search-transit-gateway-routes</c> …) says
/// whose it is. One
/// rule for all of them: a top-level key that whoever keeps the answer adds to it, else the id in the file's name, else in the name of a
/// folder, the
/// nearest first. Without an id nobody knows whose the contents are, so that they count as unseen, never as absent.
/// </summary>
/// <param name="Key">The top-level key, for example <c>TransitGatewayRouteTableId</c>: the parameter that the call takes.</param>
/// <param name="Form">The form of the id.</param>
internal sealed record ParentId(string Key, IdForm Form)
{
    /// <summary>The parent's id; null where nothing names it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="file">The file's path below the snapshot, with <c>/</c>.</param>
    /// <exception cref="UnreadableValueException">The key holds no such id.</exception>
    public string? Find(DocumentNode document, string file)
    {
        if (document.Text(Key) is { Length: > 0 } told)
        {
            // Route 53 writes some ids with their path: /hostedzone/Z0123456789ABCDEFGHIJ.
            var id = told.Substring(told.LastIndexOf('/') + 1);
            Form.Check("$." + Key, id);
            return id;
        }

        var names = file.Split('/');
        for (var i = names.Length - 1; i >= 0; i--)
            if (Form.FindIn(names[i]) is { } found)
                return found;
        return null;
    }
}
