namespace VpceTools.Testing.Moto;

/// <summary>The ids of the small world that <see cref="MotoWorldBuilder.SampleAsync"/> builds.</summary>
/// <param name="VpcId">The VPC, 10.0.0.0/16.</param>
/// <param name="ClientSubnetId">The clients' subnet, 10.0.1.0/24 in us-east-1a.</param>
/// <param name="EndpointSubnetId">The endpoint's subnet, 10.0.2.0/24 in us-east-1b.</param>
/// <param name="EndpointGroupId">The endpoint's group: HTTPS from the VPC.</param>
/// <param name="ClientGroupId">The clients' group: no ingress, all egress.</param>
/// <param name="RouteTableId">The clients' route table.</param>
/// <param name="NetworkAclId">The endpoint subnet's network ACL: HTTPS in, high ports out.</param>
/// <param name="InterfaceEndpointId">The endpoint for Amazon SQS.</param>
/// <param name="GatewayEndpointId">The endpoint for Amazon S3.</param>
/// <param name="ClientInterfaceId">The one client's network interface.</param>
public sealed record MotoWorld(
    string VpcId,
    string ClientSubnetId,
    string EndpointSubnetId,
    string EndpointGroupId,
    string ClientGroupId,
    string RouteTableId,
    string NetworkAclId,
    string InterfaceEndpointId,
    string GatewayEndpointId,
    string ClientInterfaceId);
