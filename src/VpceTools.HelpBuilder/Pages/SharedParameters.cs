namespace VpceTools.HelpBuilder.Pages;

/// <summary>The parameters that several cmdlets share, described once.</summary>
public sealed class SharedParameters
{
    private readonly Page _page;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>Takes the page.</summary>
    public SharedParameters(Page page) => _page = page;

    /// <summary>The section about a parameter; null where the page has none.</summary>
    public Section? Find(string name)
    {
        var section = _page.Root.Find("-" + name);
        if (section is not null)
            _used.Add(section.Title);
        return section;
    }

    /// <summary>What the page says in a section.</summary>
    public ParameterHelp Help(Section section) => ParameterHelp.Of(_page, section);

    /// <summary>Where a parameter stands in the page.</summary>
    public int OrderOf(string name) => _page.Root.Find("-" + name) is { } section ? _page.Root.Sections.IndexOf(section) : int.MaxValue;

    /// <summary>Refuses what no cmdlet has.</summary>
    /// <exception cref="HelpException">A section is about a parameter that no cmdlet takes from here.</exception>
    public void RefuseUnused()
    {
        if (_page.Root.Sections.FirstOrDefault(s => !_used.Contains(s.Title)) is { } unused)
            throw new HelpException(_page.Path, unused.Line, $"No cmdlet takes {unused.Title} from this page.");
    }
}
