using ApiHost.Access;
using Grains.Interfaces.Access;
using Grains.Interfaces.Keys;

namespace ApiHost.Keys;

/// <summary>The routes of the key-encryption key.</summary>
internal static class KeyEndpoints
{
    /// <summary>Maps <c>/keys</c> below <c>/v1</c>.</summary>
    /// <param name="v1">The group of all routes.</param>
    public static void MapKeys(this RouteGroupBuilder v1)
    {
        var keys = v1.MapGroup("/keys").WithTags("Operations");
        keys.MapGet("", Get).WithName("getKeyGenerations").WithSummary("The generations of the key-encryption key").Produces<KeyOverview>();
        keys.MapPost("/rotations", Post).WithName("postKeyRotation").WithSummary("Rotate the key-encryption key while the platform serves")
            .Produces<KeyRotation>(StatusCodes.Status202Accepted);
        keys.MapGet("/rotations/{rotationId}", GetRotation).WithName("getKeyRotation").WithSummary("A rotation and its progress").Produces<KeyRotation>();
    }

    /// <summary>Maps <c>/keys</c> below <c>/v1/customers/{id}</c>.</summary>
    /// <param name="customer">The group of one customer.</param>
    public static void MapCustomerKeys(this RouteGroupBuilder customer) =>
        customer.MapPost("/keys/replace", Replace).WithTags("Operations").WithName("replaceCustomerKey")
            .WithSummary("Seal a customer's record under a fresh key, and destroy the former").Produces<KeyReplaced>();

    private static async Task<IResult> Replace(string id, Customers customers) => (await customers.Of<ICustomerKeys>(id).Replace()).ToResult(Results.Ok);

    private static async Task<IResult> Get(IGrainFactory grains) => (await grains.GetGrain<IKeyRotation>(0).Overview()).ToResult(Results.Ok);

    private static async Task<IResult> Post(IGrainFactory grains) => (await grains.GetGrain<IKeyRotation>(0).Rotate())
        .ToResult(static rotation => Results.Accepted($"/v1/keys/rotations/{rotation.RotationId}", rotation));

    private static async Task<IResult> GetRotation(string rotationId, IGrainFactory grains) =>
        (await grains.GetGrain<IKeyRotation>(0).Rotation(rotationId)).ToResult(Results.Ok);
}
