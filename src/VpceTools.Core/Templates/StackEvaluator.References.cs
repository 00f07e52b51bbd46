using VpceTools.Model;

namespace VpceTools.Templates;

/// <summary>What stands for something else: parameters, pseudo parameters, resources and what other stacks give.</summary>
internal sealed partial class StackEvaluator
{
    /// <summary>Attributes that are the id which Ref gives too.</summary>
    private static readonly HashSet<string> Ids = new(StringComparer.Ordinal)
    {
        "AWS::EC2::VPC.VpcId", "AWS::EC2::Subnet.SubnetId", "AWS::EC2::SecurityGroup.GroupId", "AWS::EC2::SecurityGroup.Id",
        "AWS::EC2::RouteTable.RouteTableId", "AWS::EC2::NetworkAcl.Id", "AWS::EC2::VPCEndpoint.Id",
        "AWS::EC2::InternetGateway.InternetGatewayId", "AWS::EC2::NatGateway.NatGatewayId", "AWS::EC2::DHCPOptions.DhcpOptionsId",
        "AWS::EC2::PrefixList.PrefixListId", "AWS::EC2::VPCPeeringConnection.Id", "AWS::EC2::TransitGateway.Id",
        "AWS::EC2::NetworkInterface.Id", "AWS::EC2::Instance.InstanceId", "AWS::Route53::HostedZone.Id",
        "AWS::EC2::TransitGatewayAttachment.Id", "AWS::EC2::TransitGatewayVpcAttachment.Id",
        "AWS::EC2::TransitGatewayPeeringAttachment.TransitGatewayAttachmentId",
        "AWS::EC2::TransitGatewayRouteTable.TransitGatewayRouteTableId", "AWS::EC2::VPNGateway.VPNGatewayId",
        "AWS::EC2::EgressOnlyInternetGateway.Id", "AWS::EC2::CarrierGateway.CarrierGatewayId",
        "AWS::Route53Resolver::ResolverRule.ResolverRuleId", "AWS::Route53Resolver::ResolverEndpoint.ResolverEndpointId",
        "AWS::Route53Resolver::FirewallRuleGroup.Id", "AWS::Route53Profiles::Profile.Id",
    };

    /// <summary>Attributes that are what the property of the same name says.</summary>
    private static readonly HashSet<string> Written = new(StringComparer.Ordinal)
    {
        "AWS::EC2::VPC.CidrBlock", "AWS::EC2::Subnet.CidrBlock", "AWS::EC2::Subnet.AvailabilityZone", "AWS::EC2::Subnet.VpcId",
        "AWS::EC2::SecurityGroup.VpcId", "AWS::EC2::Instance.VpcId", "AWS::Route53Resolver::ResolverRule.DomainName",
    };

    /// <summary>https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html</summary>
    private TemplateValue Reference(string name, int line)
    {
        if (name.StartsWith("AWS::", StringComparison.Ordinal))
            return Pseudo(name, line);
        if (_template.Parameters.TryGetValue(name, out var parameter))
            return _parameters.TryGetValue(name, out var known) ? known : _parameters[name] = ValueOf(parameter);
        return _resources.TryGetValue(name, out var resource) ? new ResourceReference(AddressOf(resource), null)
            : throw new TemplateException(TemplateException.Invalid, $"There is no parameter or resource '{name}'.", line);
    }

    private TemplateValue Pseudo(string name, int line) => name switch
    {
        "AWS::NoValue" => NoValue.Instance,
        "AWS::Region" => Known(_inputs.Region, name, "the Region (-Region)"),
        "AWS::AccountId" => Known(_inputs.AccountId, name, "the account that it is deployed to"),
        "AWS::Partition" => Known(PartitionOf(_inputs.Region), name, "the Region (-Region)"),
        "AWS::URLSuffix" => Known(
            _inputs.Region is null ? null : PartitionOf(_inputs.Region) == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com", name,
            "the Region (-Region)"),
        "AWS::StackName" => Known(_inputs.StackName, _inputs.Prefix + name, "the name of the stack"),
        "AWS::StackId" or "AWS::NotificationARNs" => new UnknownValue(_inputs.Prefix + name, "the deployment"),
        _ => throw new TemplateException(TemplateException.Invalid, $"There is no pseudo parameter '{name}'.", line),
    };

    /// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html</summary>
    private static string? PartitionOf(string? region) => region is null ? null
        : region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov" : "aws";

    private static TemplateValue Known(string? text, string name, string decides) =>
        text is null ? new UnknownValue(name, decides) : new KnownText(text);

    private TemplateValue ValueOf(TemplateParameter parameter)
    {
        var given = _inputs.Parameters.TryGetValue(parameter.Name, out var value) ? value
            : parameter.Default is { } written ? new KnownText(written) { Line = parameter.Line } : null;
        var name = _inputs.Prefix + parameter.Name;
        if (parameter.IsSecret || given is null)
            return new UnknownValue(name, $"a value for parameter {parameter.Name} (-Parameter @{{ {parameter.Name} = … }})");
        if (parameter.IsStored)
            return new UnknownValue(name, $"the value of parameter {TemplateText.Canonical(given)} in Systems Manager");
        if (given is KnownText { Text: var text } && parameter.AllowedValues.Count > 0
            && (parameter.IsList ? text.Split(',').Select(item => item.Trim()) : [text]).FirstOrDefault(
                item => !parameter.AllowedValues.Contains(item, StringComparer.Ordinal)) is { } other)
            throw new TemplateException(
                TemplateException.ParameterInvalid, $"The parameter '{parameter.Name}' does not take '{other}': it takes "
                    + $"{string.Join(", ", parameter.AllowedValues.Take(12))}{(parameter.AllowedValues.Count > 12 ? ", …" : "")}.",
                parameter.Line);
        // CloudFormation trims the elements of a list: a comma-delimited list ignores blanks around its commas.
        return !parameter.IsList ? given : Split(",", given, parameter.Line) switch
        {
            ItemList list => list with
            {
                Items = list.Items.Select(item => item is KnownText known ? known with { Text = known.Text.Trim() } : item)
                    .Where(item => item is not KnownText { Text.Length: 0 } || list.Items.Count > 1).ToValueList(),
            },
            var open => open,
        };
    }

    /// <summary>https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html</summary>
    private TemplateValue Attribute(string name, string attribute, int line)
    {
        if (!_resources.TryGetValue(name, out var resource))
            throw new TemplateException(TemplateException.Invalid, $"There is no resource '{name}'.", line);
        const string Outputs = "Outputs.";
        if (resource.Type == "AWS::CloudFormation::Stack" && attribute.StartsWith(Outputs, StringComparison.Ordinal)
            && NestedIn(resource) is { } nested)
            return nested.Output(attribute.Substring(Outputs.Length))
                ?? throw new TemplateException(
                    TemplateException.Invalid, $"The nested stack '{name}' has no output '{attribute.Substring(Outputs.Length)}'.", line);
        var key = resource.Type + "." + attribute;
        if (Written.Contains(key) && Property(resource, attribute) is { } value)
            return IsText(value) ? value
                : throw new TemplateException(TemplateException.Invalid, $"{attribute} of '{name}' is no text.", line);
        return new ResourceReference(AddressOf(resource), Ids.Contains(key) ? null : attribute);
    }

    /// <summary>Whether a value is none of several, whichever way its conditions come out.</summary>
    private static bool IsText(TemplateValue value) => value switch
    {
        ItemList or MemberMap => false,
        ChoiceValue choice => IsText(choice.Then) && IsText(choice.Else),
        _ => true,
    };

    /// <remarks>
    /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-importvalue.html
    /// </remarks>
    private TemplateValue Import(TemplateNode argument) => Each(Evaluate(argument), name => name is KnownText { Text: var text }
        ? _inputs.Export(text) ?? new UnknownValue($"export {text}", $"the stack that exports '{text}'")
        : new UnknownValue($"export {name.Canonical}", "the stack that exports it, whose name is not known"));
}
