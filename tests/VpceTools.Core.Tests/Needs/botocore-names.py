"""Prints what the endpoint rules of the installed botocore give, as JSON: the second opinion on default-names.json.

Standard input is a JSON list of the names of clients; the answer has the partitions, the host name of each client, host prefix, Region and
variant, and the special names that the rules give when they are asked specially.
"""
import json
import sys

import botocore.session
from botocore.endpoint_provider import EndpointProvider

session = botocore.session.get_session()
loader = session.get_component("data_loader")
partition_data = loader.load_data("partitions")
partitions = partition_data["partitions"]
regions = [r for p in partitions for r in p["regions"] if not r.endswith("-global")]
clients = set(loader.list_available_services("service-2"))
providers = {}


def rules(client):
    if client not in providers:
        rule_set = loader.load_service_model(client, "endpoint-rule-set-1")
        providers[client] = (EndpointProvider(rule_set, partition_data), rule_set["parameters"])
    return providers[client]


def host(client, region, fips=False, dual_stack=False, **more):
    provider, known = rules(client)
    if (fips and "UseFIPS" not in known) or (dual_stack and "UseDualStack" not in known):
        return None
    asked = {"Region": region, "UseFIPS": fips, "UseDualStack": dual_stack}
    asked = {name: value for name, value in asked.items() if name in known}
    for name, parameter in known.items():
        if name not in asked and parameter.get("required") and "default" in parameter:
            asked[name] = parameter["default"]
    asked.update(more)
    try:
        return provider.resolve_endpoint(**asked).url.split("//")[1].split("/")[0]
    except Exception:  # The rules refuse some combinations; there is no name then.
        return None


def prefixes(client):
    model = loader.load_service_model(client, "service-2")
    return sorted({o.get("endpoint", {}).get("hostPrefix", "") for o in model["operations"].values()})


names = {}
unknown = []
for client in json.load(sys.stdin):
    if client not in clients:
        unknown.append(client)
        continue
    for prefix in prefixes(client):
        more = {}
        if client == "neptune-graph":
            more["ApiType"] = "DataPlane" if prefix else "ControlPlane"
        if "{" in prefix and client != "neptune-graph":
            continue  # S3's own and S3 Control's are made of more than the prefix.
        shown = prefix.replace("{graphIdentifier}", "{graph}")
        for region in regions:
            for fips in (False, True):
                for dual_stack in (False, True):
                    found = host(client, region, fips, dual_stack, **more)
                    if found:
                        names.setdefault(client, {}).setdefault(prefix, []).append([region, fips, dual_stack, shown + found])

legacy = {}
for partition in loader.load_data("endpoints")["partitions"]:
    for client in ("sqs", "elasticmapreduce", "rds"):
        service = partition["services"].get(client, {})
        for region in partition["regions"]:
            pattern = service.get("endpoints", {}).get(region, {}).get("sslCommonName") or service.get("defaults", {}).get("sslCommonName")
            if pattern and (region in service.get("endpoints", {})):
                text = pattern.replace("{service}", client).replace("{region}", region).replace("{dnsSuffix}", partition["dnsSuffix"])
                legacy.setdefault(client, {})[region] = text

account = "111122223333"
special = {
    "sts": {r: host("sts", r, UseGlobalEndpoint=True) for r in regions},
    "s3": {r: host("s3", r, UseGlobalEndpoint=True) for r in regions},
    "s3-bucket-global": {r: host("s3", r, UseGlobalEndpoint=True, Bucket="example") for r in regions},
    "s3-bucket": {r: host("s3", r, Bucket="example") for r in regions},
    "s3-bucket-dual-stack": {r: host("s3", r, dual_stack=True, Bucket="example") for r in regions},
    "s3-control": {r: host("s3control", r, AccountId=account, RequiresAccountId=True) for r in regions},
    "s3express": {r: host("s3", r, Bucket="example--use1-az4--x-s3") for r in regions},
    "dynamodb": {r: host("dynamodb", r, AccountId=account, AccountIdEndpointMode="preferred") for r in regions},
}
special["kinesis"] = {}
for partition in partitions:
    for r in partition["regions"]:
        if not r.endswith("-global"):
            arn = "arn:%s:kinesis:%s:%s:stream/example" % (partition["id"], r, account)
            special["kinesis"][r] = host("kinesis", r, StreamARN=arn, OperationType="data")

# What a client asks when nothing is set at all, which is more than the rules.
unset = {}
for client in ("sts", "s3", "sqs"):
    made = session.create_client(client, region_name="us-east-1", aws_access_key_id="none", aws_secret_access_key="none")
    unset[client] = made.meta.endpoint_url.split("//")[1]

json.dump(
    {
        "version": botocore.__version__,
        "partitions": [dict(p["outputs"], id=p["id"], regions=[r for r in p["regions"] if not r.endswith("-global")]) for p in partitions],
        "names": names,
        "unknown": unknown,
        "legacy": legacy,
        "special": special,
        "unset": unset,
    },
    sys.stdout,
)
