using System.Management.Automation;
using VpceTools.Naming;

namespace VpceTools.Formatting;

/// <summary>What the views say of the answer of a name: hidden properties of it.</summary>
public static class NameText
{
    /// <summary>The lines above a table: who asks.</summary>
    public static string Heading(PSObject answer) => $"   Client:   {Asker(answer)}";

    /// <summary>Who asks, and the VPC whose resolver that is.</summary>
    public static string Asker(PSObject answer)
    {
        var (client, vpc) = (ObjectText.Text(answer, nameof(EndpointNameAnswer.Client)),
            ObjectText.Text(answer, nameof(EndpointNameAnswer.VpcId)));
        return vpc is null || vpc == client ? client ?? "" : $"{client} in {vpc}";
    }

    /// <summary>The name, what it leads to, and what decided; of what is not known, what would tell.</summary>
    public static string Answer(PSObject answer) => ObjectText.Lines(
        [
            $"{ObjectText.Text(answer, nameof(EndpointNameAnswer.Name))} {ObjectText.Text(answer, nameof(EndpointNameAnswer.Type))}",
            LeadsTo(answer),
            DecidedBy(answer) is { } by ? $"by {by}" : null,
            .. ObjectText.Items(answer, nameof(EndpointNameAnswer.Missing)).Select(item => $"missing: {item}"),
        ]);

    /// <summary>The addresses and whose they are; null where there are none.</summary>
    public static string? LeadsTo(PSObject answer)
    {
        var addresses = string.Join(", ", ObjectText.Items(answer, nameof(EndpointNameAnswer.Addresses)));
        var endpoint = ObjectText.Text(answer, nameof(EndpointNameAnswer.EndpointId));
        return addresses.Length == 0 ? endpoint : endpoint is null ? addresses : $"{addresses} of {endpoint}";
    }

    /// <summary>What decided, by kind and id; null where that is not known.</summary>
    public static string? DecidedBy(PSObject answer) =>
        ObjectText.Text(answer, nameof(EndpointNameAnswer.Source)) is not { } source ? null
        : ObjectText.Text(answer, nameof(EndpointNameAnswer.ResourceId)) is { } id ? $"{source} {id}" : source;

    /// <summary>The chain, a numbered step a line.</summary>
    public static string Steps(PSObject answer) => ObjectText.Lines(
        ObjectText.Items(answer, nameof(EndpointNameAnswer.Chain)).Select((step, i) => $"{i + 1}. {step}"));
}
