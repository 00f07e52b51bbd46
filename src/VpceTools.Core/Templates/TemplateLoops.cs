namespace VpceTools.Templates;

/// <summary>
/// Writes out the loops of a template, which the transform AWS::LanguageExtensions would at deployment: the members of a mapping once for
/// each element of a collection, with the element in the place of the loop's identifier.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
/// </remarks>
internal sealed class TemplateLoops
{
    private const string Loop = "Fn::ForEach::";

    // CloudFormation takes 500 resources: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
    private const int MostRounds = 5_000;
    private const int MostSigns = 20_000_000;
    private const int LongestText = 262_144;
    private const int Deepest = 200;

    private readonly Func<string, IReadOnlyList<string>?> _listOf;
    private int _rounds;
    private long _signs;

    private TemplateLoops(Func<string, IReadOnlyList<string>?> listOf) => _listOf = listOf;

    /// <summary>The template without loops.</summary>
    /// <param name="root">The template.</param>
    /// <param name="listOf">The elements of a parameter that is a list; null where nobody knows them.</param>
    /// <exception cref="TemplateException">A loop is none, or runs over what nobody knows.</exception>
    public static TemplateNode WrittenOut(TemplateNode root, Func<string, IReadOnlyList<string>?> listOf) =>
        new TemplateLoops(listOf).In(root, 0);

    private TemplateNode In(TemplateNode node, int depth)
    {
        if (depth > Deepest)
            throw new TemplateException(TemplateException.TooLarge, "Values lie too deep in each other here.", node.Line);
        return node.Kind switch
        {
            TemplateNodeKind.List => node with { Items = [.. node.Items.Select(item => In(item, depth + 1))] },
            TemplateNodeKind.Mapping => node with { Members = [.. node.Members.SelectMany(member => In(member, depth + 1))] },
            _ => node,
        };
    }

    private IEnumerable<TemplateMember> In(TemplateMember member, int depth)
    {
        if (!member.Name.StartsWith(Loop, StringComparison.Ordinal))
            return [member with { Value = In(member.Value, depth) }];
        if (member.Value is not
            {
                Kind: TemplateNodeKind.List, Items: [{ Kind: TemplateNodeKind.Text } identifier, var collection,
                { Kind: TemplateNodeKind.Mapping } body]
            })
            throw new TemplateException(TemplateException.Invalid,
                $"{member.Name} takes an identifier, a collection and a mapping, and here is {member.Value.Description}.", member.Line);
        var elements = ElementsOf(collection) ?? throw new TemplateException(TemplateException.NotProcessed, Template.NotProcessedText(
            $"'{member.Name}' runs over a collection that is not known here; give its parameter a value (-Parameter)"), member.Line);
        return [.. elements.SelectMany(element => Round(body, identifier.Text, element, member.Line, depth))];
    }

    private List<TemplateMember> Round(TemplateNode body, string identifier, string element, int line, int depth)
    {
        if (++_rounds > MostRounds)
            throw new TemplateException(TemplateException.TooLarge, $"The loops of the template make more than {MostRounds} rounds.", line);
        return Put(body, identifier, element).Members.SelectMany(member => In(member, depth + 1)).ToList();
    }

    private IReadOnlyList<string>? ElementsOf(TemplateNode collection) =>
        NameOf(collection) is { } parameter ? _listOf(parameter)
        : collection.Kind != TemplateNodeKind.List ? null
        : collection.Items.All(item => item is { Kind: TemplateNodeKind.Text, Tag: null }) ? [.. collection.Items.Select(item => item.Text)]
        : null;

    /// <summary>What a Ref names; null for anything else.</summary>
    private static string? NameOf(TemplateNode node) => node switch
    {
        { Tag: "!Ref", Kind: TemplateNodeKind.Text } => node.Text,
        { Tag: null, Kind: TemplateNodeKind.Mapping, Members: [{ Name: "Ref", Value.Kind: TemplateNodeKind.Text } only] } => only.Value.Text,
        _ => null,
    };

    /// <summary>The element in the place of the identifier: as ${x}, as &amp;{x} without what no logical id holds, and as a Ref.</summary>
    private TemplateNode Put(TemplateNode node, string identifier, string element)
    {
        if (++_signs > MostSigns)
            throw new TemplateException(TemplateException.TooLarge, "The loops of the template make too much.", node.Line);
        if (NameOf(node) == identifier)
            return new(TemplateNodeKind.Text, element, node.Line, node.Column);
        return node.Kind switch
        {
            TemplateNodeKind.Text => node with { Text = Put(node.Text, identifier, element, node.Line) },
            TemplateNodeKind.List => node with { Items = [.. node.Items.Select(item => Put(item, identifier, element))] },
            TemplateNodeKind.Mapping => node with
            {
                Members = [.. node.Members.Select(member => member with
                {
                    Name = Put(member.Name, identifier, element, member.Line), Value = Put(member.Value, identifier, element),
                })],
            },
            _ => node,
        };
    }

    private string Put(string text, string identifier, string element, int line)
    {
        _signs += text.Length;
        var place = $"{{{identifier}}}";
        var places = 0;
        for (var at = text.IndexOf(place, StringComparison.Ordinal); at >= 0; at = text.IndexOf(place, at + 1, StringComparison.Ordinal))
            places++;
        // A text that is put into itself again and again grows beyond every memory.
        if (text.Length + ((long)places * element.Length) > LongestText)
            throw new TemplateException(TemplateException.TooLarge, $"A text grows beyond {LongestText} characters.", line);
        return places == 0 ? text
            : text.Replace("$" + place, element).Replace("&" + place, string.Concat(element.Where(char.IsLetterOrDigit)));
    }
}
