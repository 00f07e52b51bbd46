using System.Management.Automation;
using System.Xml.Linq;

namespace VpceTools.Formatting;

/// <summary>
/// What the format views leave for a text. Their file says the width of each column, and is asked, so that nobody has to say it again.
/// </summary>
internal sealed class ViewLayout
{
    private const string Deserialized = "Deserialized.";
    private const string File = "VpceTools.Format.ps1xml";

    // A row has a blank between columns, a list " : " after the longest label; one column stays free, which some hosts take for the line's
    // end.
    private const int Gap = 1;
    private const int Colon = 3;
    private const int Spare = 1;

    private static readonly Lazy<ViewLayout> Views = new(() => new(XDocument.Load(Path.Combine(Path.GetDirectoryName(Folder)!, File))));

    private readonly Dictionary<string, string> _setOfType;
    private readonly Dictionary<(string Set, string View), int> _tables = [];
    private readonly Dictionary<string, int> _lists = [];

    private ViewLayout(XDocument file)
    {
        _setOfType = file.Descendants("SelectionSet").SelectMany(
            set => set.Descendants("TypeName").Select(type => (Type: type.Value, Set: set.Element("Name")!.Value)))
            .ToDictionary(pair => pair.Type, pair => pair.Set, StringComparer.Ordinal);
        foreach (var view in file.Descendants("View"))
        {
            // A view of one kind of paths has no columns of its own.
            if (view.Descendants("SelectionSetName").FirstOrDefault()?.Value is not { } set)
                continue;
            if (view.Element("TableControl") is { } table)
                _tables[(set, view.Element("Name")!.Value)] = table.Descendants("Width").Sum(width => (int)width + Gap) + Spare;
            else if (view.Element("ListControl") is { } list)
                _lists[set] = list.Descendants("ListItem").Max(
                    item => ((item.Element("Label") ?? item.Element("PropertyName"))?.Value ?? "").Length) + Colon + Spare;
        }
    }

    private static string Folder => Path.GetDirectoryName(typeof(ViewLayout).Assembly.Location)!;

    /// <summary>The columns that the table of an object takes before its last one.</summary>
    /// <param name="item">The object.</param>
    /// <param name="view">The view's name.</param>
    public static int BeforeLastColumn(PSObject item, string view) => Views.Value._tables.TryGetValue((SetOf(item), view), out var taken)
        ? taken : 0;

    /// <summary>The columns that the list of an object takes before its values.</summary>
    public static int BeforeValue(PSObject item) => Views.Value._lists.TryGetValue(SetOf(item), out var taken) ? taken : 0;

    private static string SetOf(PSObject item) => item.TypeNames
        .Select(name => name.StartsWith(Deserialized, StringComparison.Ordinal) ? name.Substring(Deserialized.Length) : name)
        .Select(name => Views.Value._setOfType.TryGetValue(name, out var set) ? set : null).FirstOrDefault(set => set is not null) ?? "";
}
