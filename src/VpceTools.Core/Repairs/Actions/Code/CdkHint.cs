namespace VpceTools.Repairs.Actions.Code;

/// <summary>Says in the words of the CDK what a construct has to be told: a template that the CDK writes is not changed by hand.</summary>
/// <remarks>https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2-readme.html</remarks>
internal static class CdkHint
{
    /// <summary>The hint for one change.</summary>
    public static string Of(CodeChange change, string path, CodeNames names)
    {
        var construct = path.EndsWith("/Resource", StringComparison.Ordinal) ? path.Substring(0, path.Length - "/Resource".Length) : path;
        var says = change.Type switch
        {
            "AWS::EC2::SecurityGroupIngress" => $".addIngressRule({Peer(change, names)}, ec2.Port.tcp({Port(change)}))",
            "AWS::EC2::SecurityGroupEgress" => $".addEgressRule({Peer(change, names)}, ec2.Port.tcp({Port(change)}))",
            "AWS::EC2::NetworkAclEntry" => ".addEntry(…)",
            "AWS::EC2::VPCEndpoint" when change.Suffix is { } name => Endpoint(change, name),
            "AWS::EC2::Route" => "a route, with "
                + string.Join(", ", change.Properties.Skip(1).Select(property => $"{property.Name} {Named(property.Values[0], names)}")),
            _ => string.Join(", ", change.Properties.Select(property => property.Name switch
            {
                "PrivateDnsEnabled" => "privateDnsEnabled: true",
                "SubnetIds" or "RouteTableIds" =>
                    $"subnets: those of {string.Join(", ", property.Values.Select(id => Named(id, names)))} too",
                "SecurityGroupIds" => "securityGroups: [...]",
                "EnableDnsSupport" => "enableDnsSupport: true",
                "EnableDnsHostnames" => "enableDnsHostnames: true",
                _ => property.Name,
            })),
        };
        return $"// {construct}: {says}";
    }

    private static string Peer(CodeChange change, CodeNames names)
    {
        var peer = change.Properties[change.Properties.Count - 1];
        var value = peer.Values[0];
        return peer.Kind == CodeValueKind.Block
            ? names.OwnerOf(value) is { } owner ? $"ec2.Peer.ipv4(/* the block of {Named(owner, names)} */ '{value}')"
                : $"ec2.Peer.{(value.Contains(':') ? "ipv6" : "ipv4")}('{value}')"
            : peer.Name.EndsWith("PrefixListId", StringComparison.Ordinal) ? $"ec2.Peer.prefixList('{value}')"
            : $"/* the group {Named(value, names)} */";
    }

    private static string Endpoint(CodeChange change, string name)
    {
        var service = change.Properties.First(property => property.Kind == CodeValueKind.Service).Values;
        var code = service[0].Substring(service[0].IndexOf(service[1], StringComparison.Ordinal) + service[1].Length + 1);
        return change.Properties.Any(property => property.Name == "RouteTableIds")
            ? $".addGatewayEndpoint('{name}', {{ service: new ec2.GatewayVpcEndpointAwsService('{code}') }})"
            : $".addInterfaceEndpoint('{name}', {{ service: new ec2.InterfaceVpcEndpointAwsService('{code}') }})";
    }

    private static string Port(CodeChange change) => change.Properties.First(property => property.Name == "FromPort").Values[0];

    private static string Named(string id, CodeNames names) => names.OriginOf(id)?.Address ?? names.ParameterOf(id) ?? id;
}
