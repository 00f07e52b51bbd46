using System.Text;
using VpceTools.Model;
using VpceTools.Paths;

namespace VpceTools.Formatting;

/// <summary>
/// Draws which tasks the subnets of a VPC can do: a line a task, a column a subnet, as many side by side as fit the width.
/// </summary>
/// <param name="matrix">What was asked.</param>
/// <param name="vpcId">The VPC; null for clients outside every known one.</param>
internal sealed class TaskMatrixText(TaskMatrix matrix, string? vpcId)
{
    private const int MostLetters = 26;
    private const string Mixed = "Mixed";
    private static readonly int CellWidth = nameof(PathVerdict.NoEndpoint).Length + 2;

    private readonly List<TaskColumn> _columns = [.. matrix.Columns.Where(column => column.VpcId == vpcId)];
    private readonly List<string> _tasks = [.. matrix.Tasks];

    /// <summary>The matrix, what its letters stand for, and what is missing.</summary>
    public string Draw(int width)
    {
        var task = Math.Max("Task".Length, _tasks.Max(name => name.Length)) + 1;
        var side = Math.Max(1, (width - task - 1) / CellWidth);
        var text = new StringBuilder($"   Tasks that workloads can do in {vpcId ?? "no VPC that was read"}\n\n");
        for (var c = 0; c < _columns.Count; c++)
            text.Append($"   {Letter(c),-2} {_columns[c].Id}{(_columns[c].Zone is { } zone ? $" in {zone}" : "")}\n");
        for (var first = 0; first < _columns.Count; first += side)
        {
            var shown = Enumerable.Range(first, Math.Min(side, _columns.Count - first)).ToList();
            text.Append('\n').Append(Line("Task".PadRight(task), shown.Select(Letter)));
            text.Append(Line("----".PadRight(task), shown.Select(c => new string('-', Letter(c).Length))));
            foreach (var name in _tasks)
                text.Append(Line(name.PadRight(task), shown.Select(c => Cell(_columns[c], name))));
        }

        foreach (var note in Notes())
            text.Append('\n').Append(TextWrap.Words(note, width - 1));
        return text.ToString();
    }

    private IEnumerable<string> Notes()
    {
        if (_columns.Exists(column => _tasks.Exists(task => matrix.IsRunning(column, task))))
            yield return "* inferred from network interfaces there to be what they do";
        if (_columns.Exists(column => _tasks.Exists(task => matrix.Verdict(column, task) is null)))
            yield return $"{Mixed}: workloads of the subnet fare differently";
        foreach (var task in _tasks)
            foreach (var lacking in matrix.Lacking(task, vpcId).GroupBy(need => (need.IsAlways, Where: Where(need.Columns))))
                yield return $"{task} {(lacking.Key.IsAlways ? "lacks" : "may lack")} "
                    + string.Join(", ", lacking.Select(need => need.Need)) + lacking.Key.Where
                        + (lacking.Key.IsAlways ? "" : ", which it needs or not as it is set up");
    }

    private string Where(ValueList<TaskColumn> columns) => columns.Count == _columns.Count ? ""
        : $" in {string.Join(", ", columns.Select(column => Letter(_columns.IndexOf(column))))}";

    private string Cell(TaskColumn column, string task) => (matrix.Verdict(column, task) switch
    {
        null => Mixed,
        // The longest word by far; the column's other words are verdicts as they are.
        PathVerdict.ReachableOverInternet => "Internet",
        var verdict => $"{verdict}",
    }) + (matrix.IsRunning(column, task) ? "*" : "");

    private static string Line(string task, IEnumerable<string> cells) =>
        (task + string.Concat(cells.Select(cell => cell.PadRight(CellWidth)))).TrimEnd() + "\n";

    private static string Letter(int column) =>
        $"{(column < MostLetters ? "" : (char)('A' + ((column / MostLetters) - 1) % MostLetters))}{(char)('A' + (column % MostLetters))}";
}
