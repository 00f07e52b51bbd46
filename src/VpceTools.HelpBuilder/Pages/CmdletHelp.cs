namespace VpceTools.HelpBuilder.Pages;

/// <summary>A cmdlet with all that its page says about it, each held against the other.</summary>
public sealed class CmdletHelp
{
    private const int LeastExamples = 3;
    private static readonly string[] Sections = ["Description", "Examples", "Parameters", "Inputs", "Outputs", "Notes", "Links"];
    private readonly Page _page;

    /// <summary>Reads a page.</summary>
    /// <exception cref="HelpException">The page lacks something, or says something of which the cmdlet knows nothing.</exception>
    public CmdletHelp(CompiledCmdlet cmdlet, Page page, SharedParameters shared)
    {
        (Cmdlet, _page) = (cmdlet, page);
        if (page.Root.Title != cmdlet.Name)
            throw new HelpException(page.Path, page.Root.Line, $"The title is not {cmdlet.Name}.");
        if (page.Root.Sections.FirstOrDefault(s => !Sections.Contains(s.Title, StringComparer.Ordinal)) is { } foreign)
            throw new HelpException(page.Path, foreign.Line,
                $"'## {foreign.Title}' is not a section of help; those are {string.Join(", ", Sections)}.");
        Synopsis = page.Root.Blocks.Count == 1 ? page.Root.Blocks[0].Text
            : throw new HelpException(page.Path, page.Root.Line, "One paragraph below the title is the synopsis.");
        Description = [.. Filled("Description").Blocks];
        Notes = [.. page.Root.Find("Notes")?.Blocks ?? []];
        Examples = [.. Filled("Examples").Sections.Select(Example)];
        if (Examples.Count < LeastExamples)
            throw new HelpException(page.Path, page.Require("Examples").Line,
                $"There are {Examples.Count} examples; at least {LeastExamples} are wanted.");
        Inputs = Types("Inputs", cmdlet.InputTypes);
        Outputs = Types("Outputs", cmdlet.OutputTypes);
        Links = [.. page.Require("Links").Blocks.Select(block =>
            PlainText.LinkOf(block.Text) ?? throw new HelpException(page.Path, block.Line, "Links are items such as '- [text](target)'."))];
        Parameters = ReadParameters(shared);
    }

    /// <summary>The cmdlet.</summary>
    public CompiledCmdlet Cmdlet { get; }

    /// <summary>One sentence.</summary>
    public string Synopsis { get; }

    /// <summary>The description.</summary>
    public IReadOnlyList<Block> Description { get; }

    /// <summary>The parameters in the order in which help shows them.</summary>
    public IReadOnlyList<(CompiledParameter Parameter, ParameterHelp Help)> Parameters { get; }

    /// <summary>What the pipeline takes, type by type.</summary>
    public IReadOnlyList<(string Type, IReadOnlyList<Block> Text)> Inputs { get; }

    /// <summary>What comes out, type by type.</summary>
    public IReadOnlyList<(string Type, IReadOnlyList<Block> Text)> Outputs { get; }

    /// <summary>Notes; may be empty.</summary>
    public IReadOnlyList<Block> Notes { get; }

    /// <summary>The examples.</summary>
    public IReadOnlyList<Example> Examples { get; }

    /// <summary>Related topics and pages.</summary>
    public IReadOnlyList<(string Text, string Target)> Links { get; }

    private Section Filled(string title)
    {
        var section = _page.Require(title);
        return section.Blocks.Count + section.Sections.Count > 0 ? section
            : throw new HelpException(_page.Path, section.Line, $"'## {title}' is empty.");
    }

    private Example Example(Section section) => section.Blocks.FirstOrDefault() is { Kind: BlockKind.Code } code && section.Blocks.Count > 1
        ? new(section.Title, code.Text, [.. section.Blocks.Skip(1)])
        : throw new HelpException(_page.Path, section.Line, "An example is a fenced block and then what it does.");

    private List<(string Type, IReadOnlyList<Block> Text)> Types(string title, IReadOnlyList<string> compiled)
    {
        var section = Filled(title);
        if (section.Sections.FirstOrDefault(s => !compiled.Contains(s.Title) || s.Blocks.Count == 0) is { } foreign)
            throw new HelpException(_page.Path, foreign.Line,
                $"{foreign.Title} has no text or is not among the cmdlet's {title.ToLowerInvariant()}: {string.Join(", ", compiled)}.");
        if (compiled.FirstOrDefault(type => section.Find(type) is null) is { } missing)
            throw new HelpException(_page.Path, section.Line, $"'### {missing}' is missing.");
        return [.. section.Sections.Select(s => (s.Title, (IReadOnlyList<Block>)[.. s.Blocks]))];
    }

    private List<(CompiledParameter Parameter, ParameterHelp Help)> ReadParameters(SharedParameters shared)
    {
        var own = _page.Require("Parameters");
        if (own.Sections.FirstOrDefault(s => !Cmdlet.Parameters.Any(p => "-" + p.Name == s.Title)) is { } foreign)
            throw new HelpException(_page.Path, foreign.Line, $"{Cmdlet.Name} has no parameter {foreign.Title}.");
        return
        [
            .. Cmdlet.Parameters
                .OrderBy(p => p.Position ?? int.MaxValue)
                .ThenByDescending(p => p.IsMandatory(null))
                .ThenBy(p => own.Find("-" + p.Name) is { } section ? own.Sections.IndexOf(section) : int.MaxValue)
                .ThenBy(p => shared.OrderOf(p.Name))
                .Select(p => (p, HelpOf(p.Name, own, shared))),
        ];
    }

    private ParameterHelp HelpOf(string name, Section own, SharedParameters shared) =>
        own.Find("-" + name) is { } section ? ParameterHelp.Of(_page, section)
        : shared.Find(name) is { } common ? shared.Help(common)
        : throw new HelpException(_page.Path, own.Line,
            $"The parameter -{name} of {Cmdlet.Name} has no help: neither '### -{name}' here nor '## -{name}' in the shared page.");
}

/// <summary>An example of a cmdlet.</summary>
/// <param name="Title">What it does.</param>
/// <param name="Code">What a user types.</param>
/// <param name="Remarks">What comes of it.</param>
public sealed record Example(string Title, string Code, IReadOnlyList<Block> Remarks);
