using System.Text.Json;
using System.Text.Json.Serialization;
using Grains.Interfaces.Profile;
using Tests.Benchmarks.Platform;

namespace Tests.Benchmarks.Rivals;

/// <summary>What the usual design keeps of a customer: the profile, and the features that a nightly batch computed.</summary>
/// <param name="Profile">The attributes.</param>
/// <param name="Features">Standard scores by feature.</param>
internal sealed record UsualCustomer(CustomerProfile Profile, Dictionary<string, double> Features)
{
    /// <summary>One of the benchmark's customers.</summary>
    public static UsualCustomer Of(int customer)
    {
        var attributes = BankCustomers.Attributes(customer).ToDictionary(
            static a => a.Key,
            static a => new ProfileAttribute(a.Value!.Deserialize<AttributeValue>()!, "identity", "bank", TimeProvider.System.GetUtcNow()));
        var random = new Random(customer);
        return new(new(BankCustomers.Id(customer), 1, attributes), Grains.Personalization.Features.All.ToDictionary(static f => f.Name, _ => (random.NextDouble() * 4) - 2));
    }
}

/// <summary>Source-generated JSON of the row.</summary>
[JsonSerializable(typeof(UsualCustomer))]
internal sealed partial class UsualJson : JsonSerializerContext;
