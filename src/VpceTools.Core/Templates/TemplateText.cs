using System.Text;
using VpceTools.Model;

namespace VpceTools.Templates;

/// <summary>Texts of values: how they are joined, compared and shown.</summary>
internal static class TemplateText
{
    /// <summary>No text of a template grows beyond, however often it is joined to itself.</summary>
    private const int Longest = 262_144;

    private const int LongestName = 2_000;

    /// <summary>Texts, references and open values one after the other.</summary>
    public static TemplateValue Join(IEnumerable<TemplateValue> parts, int line)
    {
        var joined = new List<TemplateValue>();
        var text = new StringBuilder();
        foreach (var part in parts.SelectMany(part => part is JoinedText inner ? inner.Parts : [part]))
        {
            if (part is KnownText known)
            {
                text.Append(known.Text);
                if (text.Length > Longest)
                    throw new TemplateException(TemplateException.TooLarge, $"A text grows beyond {Longest} characters.", line);
                continue;
            }

            Flush();
            joined.Add(part);
            if (joined.Count > Longest / 16)
                throw new TemplateException(TemplateException.TooLarge, "A text has too many parts.", line);
        }

        if (joined.Count == 0)
            return new KnownText(text.ToString()) { Line = line };
        Flush();
        return joined.Count == 1 ? joined[0] with { Line = line } : new JoinedText(joined.ToValueList()) { Line = line };

        void Flush()
        {
            if (text.Length > 0)
                joined.Add(new KnownText(text.ToString()));
            text.Clear();
        }
    }

    /// <summary>A name that is not longer than names may be, and equal for equal ones only.</summary>
    public static string Bounded(string name) => name.Length <= LongestName ? name
        : $"{name.Substring(0, LongestName / 2)}…{Planned.PlannedId.Of("more", name)}";

    /// <summary>How many values a value holds, as far as a limit.</summary>
    public static int Size(TemplateValue value, int limit)
    {
        var (count, waiting) = (0, new Stack<TemplateValue>([value]));
        while (waiting.Count > 0 && count <= limit)
        {
            count++;
            foreach (var inner in waiting.Pop() switch
            {
                ItemList list => list.Items,
                MemberMap map => map.Members.Select(member => member.Value),
                ChoiceValue choice => [choice.Then, choice.Else],
                JoinedText joined => joined.Parts,
                _ => (IEnumerable<TemplateValue>)[],
            })
                waiting.Push(inner);
        }

        return count;
    }

    /// <inheritdoc cref="TemplateValue.Canonical"/>
    public static string Canonical(TemplateValue value) => value switch
    {
        KnownText known => known.Text,
        ResourceReference reference => "${" + reference.Address + (reference.Attribute is null ? "" : "." + reference.Attribute) + "}",
        UnknownValue open => "${" + open.Name + "}",
        JoinedText joined => string.Concat(joined.Parts.Select(Canonical)),
        ItemList list => "[" + string.Join(",", list.Items.Select(Canonical)) + "]",
        MemberMap map => "{" + string.Join(",", map.Members.Select(member => member.Name + ":" + Canonical(member.Value))) + "}",
        ChoiceValue choice => $"({choice.Condition} ? {Canonical(choice.Then)} : {Canonical(choice.Else)})",
        _ => "${AWS::NoValue}",
    };
}
