using VpceTools.Model;

namespace VpceTools.Checks.Support;

/// <summary>Lines that a person could paste, for advice where no typed repair is offered.</summary>
internal static class CliLine
{
    /// <summary>An <c>aws ec2</c> line in the endpoint's Region.</summary>
    public static string Of(CheckContext context, string command) =>
        "aws ec2 " + command + (context.Region is null ? "" : " --region " + CommandText.Posix(context.Region));

    /// <summary>A change to the endpoint; where code describes it, that is what has to change.</summary>
    public static string Modify(CheckContext context, string options) => Modify(context, context.Endpoint.Id, options);

    /// <summary>A change to an endpoint; where code describes it, that is what has to change.</summary>
    public static string Modify(CheckContext context, string endpointId, string options) => IsInCode(context, endpointId)
        ? $"in the code of {endpointId}."
        : Of(context, $"modify-vpc-endpoint --vpc-endpoint-id {CommandText.Posix(endpointId)} {options}");

    /// <summary>The start of a question whether the policy of the endpoint lets a call pass.</summary>
    public static string AskPolicy(CheckContext context) => "Test-VpcEndpointPolicy "
        + (IsInCode(context, context.Endpoint.Id) ? $"(with the code) -ServiceName {CommandText.PowerShell(context.Endpoint.ServiceName)}"
            : $"-Id {context.Endpoint.Id}");

    private static bool IsInCode(CheckContext context, string endpointId) =>
        context.Index.Network.Plan?.OriginOf(endpointId) is not null;
}
