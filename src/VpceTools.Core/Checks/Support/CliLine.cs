using VpceTools.Model;

namespace VpceTools.Checks.Support;

/// <summary>Lines that a person could paste, for advice where no typed repair is offered.</summary>
internal static class CliLine
{
    /// <summary>An <c>aws ec2</c> line in the endpoint's Region.</summary>
    public static string Of(CheckContext context, string command) =>
        "aws ec2 " + command + (context.Region is null ? "" : " --region " + CommandText.Posix(context.Region));

    /// <summary>A change to the endpoint.</summary>
    public static string Modify(CheckContext context, string options) =>
        Of(context, $"modify-vpc-endpoint --vpc-endpoint-id {CommandText.Posix(context.Endpoint.Id)} {options}");
}
