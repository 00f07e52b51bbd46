using System.Globalization;
using System.Net;
using System.Text;

namespace VpceTools.Reporting;

/// <summary>
/// Draws a way as SVG, from top to bottom, so that it is read on a narrow screen too; what stops the packet is marked by shape, word and
/// colour.
/// </summary>
internal static class PathDrawing
{
    private const int Width = 320;
    private const int LineHeight = 17;
    private const int Gap = 16;

    /// <summary>What fits beside the line: bold letters of 13 pixels are up to nine wide.</summary>
    private const int Letters = 32;

    /// <summary>The drawing as markup; every text in it is escaped.</summary>
    public static string Draw(IReadOnlyList<PathStep> steps)
    {
        var svg = new StringBuilder();
        var y = 8;
        var previous = -1;
        foreach (var step in steps)
        {
            var lines = Wrap(step.Text);
            var details = step.Detail is { Length: > 0 } detail ? Wrap(detail) : [];
            var dot = y + 8;
            if (previous >= 0)
                Add($"<path class=\"{(step.IsReached ? "go" : "lost")}\" d=\"M14 {previous + 8}V{dot - 8}\"/>");
            Add(step.State switch
            {
                StepState.Blocked => (FormattableString)$"<path class=\"stop\" d=\"M9 {dot - 5}l10 10m0 -10l-10 10\"/>",
                StepState.Partial => $"<path class=\"partial\" d=\"M14 {dot - 7}l7 13h-14z\"/>",
                StepState.Unknown => $"<circle class=\"open\" cx=\"14\" cy=\"{dot}\" r=\"6\" stroke-dasharray=\"3 2\"/>",
                StepState.Passed when step.IsReached => $"<circle class=\"pass\" cx=\"14\" cy=\"{dot}\" r=\"6\"/>",
                _ => $"<circle class=\"open\" cx=\"14\" cy=\"{dot}\" r=\"6\"/>",
            });
            var word = step.State switch
            {
                StepState.Blocked => "Blocked: ",
                StepState.Partial =>
                "In part: ",
                StepState.Unknown => "Unknown: ",
                _ => ""
            };
            if (word.Length > 0)
                lines = Wrap(word + step.Text);
            Texts(lines, step.State == StepState.Blocked ? "what stop-text" : "what");
            Texts(details, "why");
            previous = dot;
            y += Gap;
        }

        var title =
            string.Join(", then ",
            steps.Select(step =>
            step.State == StepState.Blocked ? $"blocked at {step.Text}" : step.IsReached ? step.Text : $"not reached: {step.Text}"));
        var height = (y - Gap + 10).ToString(CultureInfo.InvariantCulture);
        return $"<svg class=\"path\" role=\"img\" viewBox=\"0 0 {Width} {height}\" width=\"{Width}\" "
            + $"height=\"{height}\"><title>{WebUtility.HtmlEncode(title)}</title>{svg}</svg>";

        void Texts(List<string> lines, string kind)
        {
            foreach (var line in lines)
            {
                Add($"<text class=\"{kind}\" x=\"32\" y=\"{y + 13}\">{WebUtility.HtmlEncode(line)}</text>");
                y += LineHeight;
            }
        }

        void Add(FormattableString markup) => svg.Append(markup.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Breaks a text where there is a blank, and a long word where it must be.</summary>
    private static List<string> Wrap(string text)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var rest = word;
            if (line.Length > 0 && line.Length + 1 + rest.Length > Letters)
                End();
            while (rest.Length > Letters)
            {
                lines.Add(rest.Substring(0, Letters));
                rest = rest.Substring(Letters);
            }

            line.Append(line.Length > 0 ? " " : "").Append(rest);
        }

        End();
        // Nobody reads a drawing of a page; the text has all of it.
        return lines.Count <= 6 ? lines : [.. lines.Take(6), "…"];

        void End()
        {
            if (line.Length > 0)
                lines.Add(line.ToString());
            line.Clear();
        }
    }
}
