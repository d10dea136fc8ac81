using System.Globalization;
using System.Net.Mime;
using System.Text;
using ApiHost.Access;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;

namespace ApiHost.Audit;

/// <summary>The routes by which an auditor reads the log and proves what it says.</summary>
internal static class AuditEndpoints
{
    /// <summary>Maps them below <c>/v1</c>.</summary>
    /// <param name="v1">The group of the contract's version.</param>
    public static void MapAudit(this RouteGroupBuilder v1)
    {
        var audit = v1.MapGroup("/audit").WithTags("Transparency and audit");
        audit.MapGet("/shards", Shards).WithName("getAuditShards").WithSummary("The shards of the audit log").Produces<AuditShards>();
        var shard = audit.MapGroup("/{shard}");
        shard.MapGet("/checkpoint", Checkpoint).WithName("getAuditCheckpoint").WithSummary("The newest signed checkpoint of a shard")
            .Produces<string>(StatusCodes.Status200OK, MediaTypeNames.Text.Plain);
        shard.MapGet("/entries", Entries).WithName("getAuditEntries").WithSummary("Entries of a shard in order, with the bytes that are hashed")
            .Produces<AuditEntries>();
        shard.MapGet("/proof/inclusion", Inclusion).WithName("getInclusionProof").WithSummary("Prove that an entry is in the tree of a size (RFC 6962)")
            .Produces<AuditProof>();
        shard.MapGet("/proof/consistency", Consistency).WithName("getConsistencyProof").WithSummary("Prove that one tree begins another (RFC 6962)")
            .Produces<AuditProof>();
    }

    private static async Task<IResult> Shards(IGrainFactory grains) => (await grains.GetGrain<IAuditLog>(0).Shards()).ToResult(Results.Ok);

    private static async Task<IResult> Checkpoint(string shard, IGrainFactory grains) =>
        (await Log(grains, shard).Checkpoint()).ToResult(static note => Results.Text(note, MediaTypeNames.Text.Plain, Encoding.UTF8));

    private static async Task<IResult> Entries(string shard, IGrainFactory grains, HttpRequest request)
    {
        var range = QueryNumber.Both(
            QueryNumber.Read(request, "from", 0L, 0, long.MaxValue), QueryNumber.Read(request, "limit", 100L, 1, 1000), static (from, limit) => new AuditRange(from, (int)limit));
        return (await Log(grains, shard).Entries(range)).ToResult(Results.Ok);
    }

    private static async Task<IResult> Inclusion(string shard, IGrainFactory grains, HttpRequest request)
    {
        var query = QueryNumber.Both(Required(request, "index"), Required(request, "size"), static (index, size) => new InclusionQuery(index, size));
        return (await Log(grains, shard).Inclusion(query)).ToResult(Results.Ok);
    }

    private static async Task<IResult> Consistency(string shard, IGrainFactory grains, HttpRequest request)
    {
        var query = QueryNumber.Both(Required(request, "from"), Required(request, "to"), static (from, to) => new ConsistencyQuery(from, to));
        return (await Log(grains, shard).Consistency(query)).ToResult(Results.Ok);
    }

    private static Input<long> Required(HttpRequest request, string name) => QueryNumber.Read(request, name, null, 0, long.MaxValue);

    /// <summary>The shard of a path; what is no number names none, and the silo says so once it knows who asks.</summary>
    private static IAuditLog Log(IGrainFactory grains, string shard) =>
        grains.GetGrain<IAuditLog>(int.TryParse(shard, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1);
}
