using System.Text;
using System.Text.RegularExpressions;

namespace VpceTools.Terraform;

/// <summary>
/// Looks at what an argument says in the configuration. A plan does not tell a splat from a for expression with a condition; the text does.
/// Only expressions that can mean nothing else are recognised, and everything else stays as the plan has it.
/// </summary>
internal static class HclArguments
{
    private const int MostLines = 2_000;

    private static readonly Regex Wrapped = new(@"^(?:toset|tolist|sort|distinct)\((?<inner>.*)\)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1));

    /// <summary>Whether an expression takes the ids of all instances of a resource.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="block">The resource, <c>aws_subnet.private</c>.</param>
    public static bool TakesAll(string expression, string block)
    {
        while (Wrapped.Match(expression) is { Success: true } wrapped)
            expression = wrapped.Groups["inner"].Value.Trim();
        var all = Regex.Escape(block);
        var pattern = $@"^(?:{all}\[\*\]\.id|{all}\.\*\.id|values\( ?{all} ?\)\[\*\]\.id"
            + $@"|\[ ?for (?:\w+ ?, ?)?(?<one>\w+) in (?:{all}|values\( ?{all} ?\)) ?: ?\k<one>\.id ?,? ?\])$";
        return Regex.IsMatch(expression, pattern, RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1));
    }

    /// <summary>The expression of an argument, with its blanks as one each; null where it is not found.</summary>
    /// <param name="lines">The lines from that of the block on.</param>
    /// <param name="argument">The argument.</param>
    public static string? Find(IEnumerable<string> lines, string argument)
    {
        var start = new Regex($@"^\s*{Regex.Escape(argument)}\s*=(?!=)\s*(?<rest>.*)$",
            RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1));
        var (depth, found) = (0, (StringBuilder?)null);
        foreach (var text in lines.Take(MostLines))
        {
            var line = WithoutComment(text);
            if (found is null && depth == 1 && start.Match(line) is { Success: true } match)
            {
                found = new(match.Groups["rest"].Value);
                depth = DepthAfter(match.Groups["rest"].Value, 0);
            }
            else if (found is not null)
            {
                found.Append(' ').Append(line);
                depth = DepthAfter(line, depth);
            }
            else
            {
                depth = DepthAfter(line, depth);
                if (depth == 0)
                    return null;
            }

            if (found is not null && depth <= 0)
                return Regex.Replace(found.ToString().Trim(), @"\s+", " ", RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1));
        }

        return null;
    }

    private static int DepthAfter(string line, int depth)
    {
        var isText = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\' && isText)
                i++;
            else if (line[i] == '"')
                isText = !isText;
            else if (!isText)
                depth += line[i] is '{' or '[' or '(' ? 1 : line[i] is '}' or ']' or ')' ? -1 : 0;
        }

        return depth;
    }

    private static string WithoutComment(string line)
    {
        var isText = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\' && isText)
                i++;
            else if (line[i] == '"')
                isText = !isText;
            else if (!isText && (line[i] == '#' || (line[i] == '/' && i + 1 < line.Length && line[i + 1] == '/')))
                return line.Substring(0, i);
        }

        return line;
    }
}
