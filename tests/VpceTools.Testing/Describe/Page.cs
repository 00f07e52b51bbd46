using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using VpceTools.Testing.Protocol;

namespace VpceTools.Testing.Describe;

/// <summary>
/// One page of a list, and the token for the next:
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Query-Requests.html#api-pagination.
/// </summary>
internal sealed record Page(IReadOnlyList<JsonObject> Items, string? NextToken)
{
    public static Page Take(IEnumerable<JsonObject> resources, JsonObject request, Ec2Model.Operation model, int pageSize)
    {
        // Regions and zones come all at once: their operations have no pages.
        var size = model.Output!.Members.ContainsKey(nameof(NextToken)) ? pageSize : int.MaxValue - 1;
        if (request["MaxResults"] is { } maxResults)
        {
            var asked = maxResults.GetValue<long>();
            if (asked < model.SmallestPage)
                throw new Ec2Exception("InvalidParameterValue",
                    $"Value ( {asked} ) for parameter maxResults is invalid. Expecting a value greater than {model.SmallestPage}.");
            if (asked > model.LargestPage)
                throw new Ec2Exception("InvalidParameterValue",
                    $"Value ( {asked} ) for parameter maxResults is invalid. Expecting a value less than {model.LargestPage}.");
            size = (int)Math.Min(asked, size);
        }

        var start = request[nameof(NextToken)] is { } token ? Position(model.Name, token.ToString()) : 0;
        var items = resources.Skip(start).Take(size + 1).ToList();
        return items.Count > size
            ? new Page(items[..size], Token(model.Name, start + size))
            : new Page(items, NextToken: null);
    }

    private static string Token(string operation, int position) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{operation}:{position.ToString(CultureInfo.InvariantCulture)}"));

    private static int Position(string operation, string token)
    {
        var buffer = new byte[token.Length];
        if (Convert.TryFromBase64String(token, buffer, out var length)
            && Encoding.UTF8.GetString(buffer, 0, length).Split(':') is [var issuer, var position]
            && issuer == operation
            && int.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var start))
        {
            return start;
        }

        throw new Ec2Exception("InvalidNextToken", "The specified NextToken is not valid.");
    }
}
