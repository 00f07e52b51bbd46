using System.Text.Json;
using System.Text.Json.Nodes;
using VpceTools.Testing.Protocol;

namespace VpceTools.Testing.Mutations;

/// <summary>PolicyDocument and ResetPolicy.</summary>
internal static class EndpointPolicy
{
    // "The default policy allows full access to the service."
    private const string Default = """{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}""";

    public static IEnumerable<Action> Plan(EndpointChange change)
    {
        var document = change.Context.Text("PolicyDocument");
        var reset = change.Context.Flag("ResetPolicy") == true;
        if (document is null && !reset)
            return [];
        if (document is not null && reset)
            throw new Ec2Exception("InvalidParameterCombination", "The parameters policyDocument and resetPolicy cannot be used together");
        if (change.Service?["VpcEndpointPolicySupported"]?.GetValue<bool>() == false)
            throw new Ec2Exception("InvalidParameter",
                $"The VPC endpoint service {change.ServiceName} does not support endpoint policies.");
        if (document is not null && !IsPolicy(document))
            throw new Ec2Exception("InvalidPolicyDocument",
                "Invalid policy document. Please check the policy syntax and ensure that Principals are valid.");
        return [() => change.Endpoint["PolicyDocument"] = document ?? Default];
    }

    private static bool IsPolicy(string document)
    {
        try
        {
            return JsonNode.Parse(document) is JsonObject policy
                && (policy["Statement"] is JsonArray statements ? [.. statements] : (JsonNode?[])[policy["Statement"]])
                    .All(statement => statement is JsonObject rule && rule["Effect"]?.ToString() is "Allow" or "Deny");
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
