using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Paths;

/// <summary>A proposal as commands and as code of infrastructure; every value is quoted for where it stands.</summary>
internal static class EndpointProposalText
{
    public static string AwsCli(EndpointProposal p)
    {
        var (region, vpc, service) = (CommandText.Posix(p.Region), CommandText.Posix(p.VpcId), CommandText.Posix(p.ServiceName));
        var create = $"aws ec2 create-vpc-endpoint --vpc-id {vpc} --vpc-endpoint-type {p.Type} --service-name {service}";
        if (p.Type == EndpointType.Gateway)
            return $"{create} --route-table-ids {CommandText.Posix(p.RouteTableIds)} --region {region}";
        return Lines(
        [
            $"group=$(aws ec2 create-security-group --group-name {CommandText.Posix(Name(p))} --description "
                + $"{CommandText.PosixQuoted(Description(p))} "
                + $"--vpc-id {vpc} --query GroupId --output text --region {region})",
            .. p.OpenTo.Select(block => $"aws ec2 authorize-security-group-ingress --group-id \"$group\" --protocol tcp --port {p.Port} "
                + $"--cidr {CommandText.Posix(block)} --region {region}"),
            $"{create} --subnet-ids {CommandText.Posix(p.SubnetIds)} --security-group-ids \"$group\" --private-dns-enabled --region "
                + $"{region}",
        ]);
    }

    public static string PowerShell(EndpointProposal p)
    {
        var (region, vpc, service) =
            (CommandText.PowerShell(p.Region), CommandText.PowerShell(p.VpcId), CommandText.PowerShell(p.ServiceName));
        var create = $"New-EC2VpcEndpoint -VpcId {vpc} -VpcEndpointType {p.Type} -ServiceName {service}";
        if (p.Type == EndpointType.Gateway)
            return $"{create} -RouteTableId {PowerShellList(p.RouteTableIds)} -Region {region}";
        return Lines(
            $"$group = New-EC2SecurityGroup -GroupName {CommandText.PowerShell(Name(p))} -Description "
                + $"{CommandText.PowerShellQuoted(Description(p))} "
                + $"-VpcId {vpc} -Region {region}",
            $"Grant-EC2SecurityGroupIngress -GroupId $group -IpPermission @{{ IpProtocol = 'tcp'; FromPort = {p.Port}; ToPort = {p.Port}; "
                + $"IpRanges = {PowerShellList(p.OpenTo)} }} -Region {region}",
            $"{create} -SubnetId {PowerShellList(p.SubnetIds)} -SecurityGroupId $group -PrivateDnsEnabled $true -Region {region}");
    }

    /// <remarks>https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_endpoint</remarks>
    public static string Terraform(EndpointProposal p)
    {
        var label = Label(p);
        if (p.Type == EndpointType.Gateway)
        {
            return Lines(
                $"resource \"aws_vpc_endpoint\" \"{label}\" {{",
                $"  vpc_id            = {Hcl(p.VpcId)}",
                $"  vpc_endpoint_type = \"Gateway\"",
                $"  service_name      = {Hcl(p.ServiceName)}",
                $"  route_table_ids   = [{string.Join(", ", p.RouteTableIds.Select(Hcl))}]",
                "}");
        }

        return Lines(
            $"resource \"aws_security_group\" \"{label}\" {{",
            $"  name        = {Hcl(Name(p))}",
            $"  description = {Hcl(Description(p))}",
            $"  vpc_id      = {Hcl(p.VpcId)}",
            "  ingress {",
            "    protocol    = \"tcp\"",
            $"    from_port   = {p.Port}",
            $"    to_port     = {p.Port}",
            $"    cidr_blocks = [{string.Join(", ", p.OpenTo.Select(Hcl))}]",
            "  }",
            "}",
            "",
            $"resource \"aws_vpc_endpoint\" \"{label}\" {{",
            $"  vpc_id              = {Hcl(p.VpcId)}",
            "  vpc_endpoint_type   = \"Interface\"",
            $"  service_name        = {Hcl(p.ServiceName)}",
            $"  subnet_ids          = [{string.Join(", ", p.SubnetIds.Select(Hcl))}]",
            $"  security_group_ids  = [aws_security_group.{label}.id]",
            "  private_dns_enabled = true",
            "}");
    }

    /// <remarks>https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html</remarks>
    public static string CloudFormation(EndpointProposal p)
    {
        var label =
            string.Concat(Label(p).Split('_').Where(part => part.Length > 0)
            .Select(part => char.ToUpperInvariant(part[0]) + part.Substring(1)));
        var endpoint = new[]
        {
            $"  {label}Endpoint:",
            "    Type: AWS::EC2::VPCEndpoint",
            "    Properties:",
            $"      VpcId: {Yaml(p.VpcId)}",
            $"      VpcEndpointType: {p.Type}",
            $"      ServiceName: {Yaml(p.ServiceName)}",
        };
        if (p.Type == EndpointType.Gateway)
            return Lines(["Resources:", .. endpoint, $"      RouteTableIds: [{string.Join(", ", p.RouteTableIds.Select(Yaml))}]"]);
        return Lines(
        [
            "Resources:",
            $"  {label}Clients:",
            "    Type: AWS::EC2::SecurityGroup",
            "    Properties:",
            $"      GroupDescription: {Yaml(Description(p))}",
            $"      VpcId: {Yaml(p.VpcId)}",
            "      SecurityGroupIngress:",
            .. p.OpenTo.Select(block => $"        - {{ IpProtocol: tcp, FromPort: {p.Port}, ToPort: {p.Port}, CidrIp: {Yaml(block)} }}"),
            .. endpoint,
            $"      SubnetIds: [{string.Join(", ", p.SubnetIds.Select(Yaml))}]",
            $"      SecurityGroupIds: [!Ref {label}Clients]",
            "      PrivateDnsEnabled: true",
        ]);
    }

    private static string Code(EndpointProposal p) => Needs.EndpointServiceName.Parse(p.ServiceName)?.Code ?? "service";

    private static string Name(EndpointProposal p) => $"clients-of-{Label(p).Replace('_', '-')}-endpoint";

    private static string Description(EndpointProposal p) => $"Clients of the endpoint for {p.ServiceName}";

    private static string Label(EndpointProposal p) =>
        string.Concat(Code(p).Select(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') ? c : '_'));

    private static string PowerShellList(IEnumerable<string> values) => string.Join(", ", values.Select(CommandText.PowerShell));

    /// <remarks>https://developer.hashicorp.com/terraform/language/expressions/strings</remarks>
    private static string Hcl(string text) => Yaml(text).Replace("${", "$${").Replace("%{", "%%{");

    /// <summary>A JSON string is one of YAML's double-quoted: https://yaml.org/spec/1.2.2/#731-double-quoted-style.</summary>
    private static string Yaml(string text) => JsonSerializer.Serialize(text);

    private static string Lines(params IEnumerable<string> lines) => string.Join("\n", lines);
}
