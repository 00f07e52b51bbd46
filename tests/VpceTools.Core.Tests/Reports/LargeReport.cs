using System.Globalization;
using VpceTools.Findings;
using VpceTools.Reports;

namespace VpceTools.Core.Tests.Reports;

/// <summary>Reports of any size, the same for the same size.</summary>
internal static class LargeReport
{
    /// <summary>So many endpoints with so many findings in all.</summary>
    public static Report Of(int endpoints, int findings)
    {
        string[] checks = ["EndpointState", "SecurityGroupIngress", "ClientSecurityGroupEgress", "PrivateDns", "VpcDns", "DhcpOptions",
            "SubnetCoverage",
            "NetworkInterface", "EndpointPolicy", "RouteTableAssociation", "NetworkAcl", "Route", "AddressFamily", "EndpointSecurityGroups",
            "CompanionEndpoints", "ServiceHostName"];
        var results = new List<ReportResult>();
        var all = new List<ReportFinding>();
        for (var number = 0; number < endpoints; number++)
        {
            var endpoint = new ReportEndpoint
            {
                Id = "vpce-" + number.ToString("x17", CultureInfo.InvariantCulture), ServiceName = "com.amazonaws.us-east-1.sqs",
                Type = "Interface",
                VpcId = "vpc-1", Region = "us-east-1", AccountId = "111122223333",
            };
            foreach (var check in checks)
            {
                var finding = (long)all.Count * endpoints * checks.Length >= (long)results.Count * findings ? null : new ReportFinding
                {
                    Severity = Severity.High, Check = check, Endpoint = endpoint, ResourceId = "sg-1",
                    Summary = $"Security group sg-{number} does not let clients in on TCP 443.",
                    Packet = new()
                    {
                        Source = "10.0.1.5", SourcePort = "49152", Destination = "10.0.2.9", DestinationPort = "443",
                        IsReturnTraffic = false
                    },
                    Component = "security group sg-1", Rule = "no inbound rule allows it", AffectedClients = ["eni-1", "eni-2"],
                    AwsCli = "aws ec2 authorize-security-group-ingress --group-id sg-1", CanRepair = true,
                };
                if (finding is not null)
                    all.Add(finding);
                results.Add(new()
                {
                    Endpoint = endpoint, Check = check, Title = check, Status = finding is null ? CheckStatus.Passed : CheckStatus.Failed,
                    Message = "TCP 443 is open to all 4 clients.", Findings = finding is null ? [] : [finding],
                });
            }
        }

        return new()
        {
            Created = DateTimeOffset.UnixEpoch, ToolVersion = "1", Title = "Large", Gate = new(), Results = results,
            Findings = all
        };
    }
}
