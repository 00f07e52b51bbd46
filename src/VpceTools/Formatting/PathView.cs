using System.Management.Automation;
using VpceTools.Paths;

namespace VpceTools.Formatting;

/// <summary>The views' texts of a path.</summary>
/// <param name="item">The path.</param>
public sealed class PathView(PSObject item) : ItemView(item)
{
    public string Verdict => Painted(nameof(EndpointPath.Verdict));

    /// <summary>The matrix of tasks and subnets that the path is a part of, for its VPC; empty where it is of none.</summary>
    public string Matrix => (Item.BaseObject as EndpointPath) is { Matrix: { } matrix } path
        ? new TaskMatrixText(matrix, path.VpcId).Draw(OutputWidth.Current is > 0 and var width ? width : 80)
        : ObjectText.Lines(ObjectText.Text(Item, nameof(PathText.Heading)), TextWrap.Words(
            $"{ObjectText.Text(Item, nameof(EndpointPath.Verdict))}: {ObjectText.Text(Item, nameof(PathText.Way))}",
            OutputWidth.Current - 1));

    /// <summary>
    /// Paths of one VPC stand below one matrix. After a job there is none, and each stands for itself.
    /// </summary>
    public string MatrixKey => (Item.BaseObject as EndpointPath)?.Matrix is not null
        ? ObjectText.Text(Item, nameof(EndpointPath.VpcId)) ?? ""
        : $"{ObjectText.Text(Item, nameof(EndpointPath.From))} {ObjectText.Text(Item, nameof(PathText.Way))}";

    public string Way => Cell(nameof(PathText.Way));

    public string FlatWay => FlatCell(nameof(PathText.Way));

    public string Message => Value(nameof(EndpointPath.Message));

    public string Drawing => Value(nameof(PathText.Drawing));

    public string Problems => Value(nameof(PathText.Problems));

    public string Plan => Value(nameof(PathText.Plan));

    public string Seen => Value(nameof(PathText.Seen));

    public string Missing => Value(nameof(EndpointPath.Missing));

    /// <summary>The hidden property View.</summary>
    public static PathView Of(PSObject item) => new(item);
}
