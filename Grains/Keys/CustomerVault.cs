using Grains.Audit;
using Grains.Encryption;
using Orleans.Configuration;
using Orleans.Serialization;
using Microsoft.Extensions.Options;

namespace Grains.Keys;

/// <summary>Where a customer's keys meet the customer's record: fetches and makes the keys, reads and seals with them. One per silo; holds no key.</summary>
internal sealed class CustomerVault(ICustomerKeyStore store, IKeyWrapper wrapper, Serializer serializer, IOptions<ClusterOptions> cluster)
{
    private readonly string service = cluster.Value.ServiceId;

    /// <summary>Fetches what the keys store knows of a customer.</summary>
    /// <param name="customer">The pseudonym.</param>
    /// <returns>The entry, owned by the caller.</returns>
    public async ValueTask<VaultEntry> Open(Guid customer) => Unwrap(await store.Read(customer));

    /// <summary>Makes a customer's keys, or fetches those that another activation made first.</summary>
    /// <param name="customer">The pseudonym.</param>
    /// <returns>The entry, owned by the caller.</returns>
    public async ValueTask<VaultEntry> Create(Guid customer)
    {
        using var personal = CustomerKey.Fresh();
        using var evidence = CustomerKey.Fresh();
        return Unwrap(await UnderNewest(() => store.Create(new CustomerKeyRow
        {
            Customer = customer,
            PersonalKeyId = personal.Id,
            Personal = personal.Wrap(wrapper),
            EvidenceKeyId = evidence.Id,
            Evidence = evidence.Wrap(wrapper),
        })));
    }

    /// <summary>Gives an erased customer's id a fresh personal key.</summary>
    /// <param name="tombstone">The keys row.</param>
    /// <returns>When durable.</returns>
    /// <exception cref="KeyUnavailableException">The row has changed since it was read.</exception>
    public async ValueTask Release(CustomerKeyRow tombstone)
    {
        using var personal = CustomerKey.Fresh();
        using var evidence = CustomerKey.Fresh();
        if (!await UnderNewest(() => store.Release(tombstone, tombstone with
        {
            PersonalKeyId = personal.Id,
            Personal = personal.Wrap(wrapper),
            EvidenceKeyId = tombstone.Evidence is null ? evidence.Id : tombstone.EvidenceKeyId,
            Evidence = tombstone.Evidence ?? evidence.Wrap(wrapper),
        })))
        {
            throw new KeyUnavailableException();
        }
    }

    /// <summary>Writes a key that was just wrapped; where its generation was retired meanwhile, by a silo that this one has not heard of, once more.</summary>
    private async ValueTask<T> UnderNewest<T>(Func<ValueTask<T>> write)
    {
        try
        {
            return await write();
        }
        catch (RetiredGenerationException)
        {
            wrapper.Reload();
            return await write();
        }
    }

    /// <summary>Raises the version floor of a customer. A row that was only re-wrapped since it was read is read again.</summary>
    /// <param name="entry">The entry; its row and floor follow.</param>
    /// <param name="floor">The version of the record that ended a permission.</param>
    /// <returns>When durable.</returns>
    /// <exception cref="KeyUnavailableException">The row has changed otherwise since it was read.</exception>
    public async ValueTask RaiseFloor(VaultEntry entry, long floor)
    {
        while (!await store.RaiseFloor(entry.Row!, floor))
        {
            var known = await store.Read(entry.Row!.Customer);
            if (known?.PersonalKeyId != entry.Row.PersonalKeyId || known.Personal is null || known.Personal.WrappedBy == entry.Row.Personal!.WrappedBy)
            {
                throw new KeyUnavailableException();
            }

            entry.Row = known;
        }

        entry.Floor = floor;
    }

    /// <summary>Where a customer's sections stand.</summary>
    /// <param name="owner">The customer's grain id.</param>
    /// <returns>The places.</returns>
    public SectionPlaces Places(GrainId owner) => new(service, owner);

    /// <summary>A customer's sections, none opened yet.</summary>
    /// <param name="record">The row.</param>
    /// <param name="key">The personal key.</param>
    /// <param name="places">Where they stand.</param>
    /// <returns>The sections.</returns>
    public CustomerSections Read(CustomerRecord record, CustomerKey key, SectionPlaces places) => new(record, key, places, serializer);

    /// <summary>Unwraps a customer's evidence key.</summary>
    /// <param name="row">The keys row.</param>
    /// <returns>The key, owned by the caller; null where it is destroyed.</returns>
    public CustomerKey? OpenEvidence(CustomerKeyRow row) => row.Evidence is { } evidence ? CustomerKey.Unwrap(row.EvidenceKeyId, evidence, wrapper) : null;

    /// <summary>Seals a value.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="key">The owner's key.</param>
    /// <param name="place">Where it will stand.</param>
    /// <returns>The sealed value.</returns>
    public Sealed<T> Seal<T>(T value, CustomerKey key, SealPlace place) => Sealed<T>.Seal(value, key, place, serializer);

    /// <summary>Opens a sealed value.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="value">The sealed value.</param>
    /// <param name="key">The owner's key.</param>
    /// <param name="place">Where it stands.</param>
    /// <returns>The value.</returns>
    public T Open<T>(Sealed<T> value, CustomerKey key, SealPlace place) => value.Open(key, place, serializer);

    /// <summary>A sealed value as bytes, to be handed on unopened.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="value">The sealed value.</param>
    /// <returns>The bytes.</returns>
    public byte[] Pack<T>(Sealed<T> value) => serializer.SerializeToArray(value);

    /// <summary>A sealed value from its bytes.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The sealed value.</returns>
    public Sealed<T> Unpack<T>(byte[] bytes) => serializer.Deserialize<Sealed<T>>(bytes)!;

    /// <summary>Seals an answer for the operation journal.</summary>
    /// <param name="answer">A <see cref="Grains.Interfaces.Access.Reply{T}"/>; it is kept with its type.</param>
    /// <param name="key">The personal key.</param>
    /// <param name="places">Where it stands.</param>
    /// <returns>The sealed answer.</returns>
    public Sealed<byte[]> SealAnswer(object answer, CustomerKey key, SectionPlaces places) =>
        Sealed<byte[]>.Seal(serializer.SerializeToArray(answer), key, places.Answers, serializer);

    /// <summary>Opens an answer of the operation journal.</summary>
    /// <param name="answer">The sealed answer.</param>
    /// <param name="key">The personal key.</param>
    /// <param name="places">Where it stands.</param>
    /// <returns>The answer.</returns>
    public object OpenAnswer(Sealed<byte[]> answer, CustomerKey key, SectionPlaces places) =>
        serializer.Deserialize<object>(answer.Open(key, places.Answers, serializer))!;

    /// <summary>Seals the free text of an access, to be kept beside its entry in the audit log.</summary>
    /// <param name="text">The text.</param>
    /// <param name="key">The personal key.</param>
    /// <param name="places">Where it stands.</param>
    /// <returns>The sealed text.</returns>
    public byte[] SealText(AccessText text, CustomerKey key, SectionPlaces places) =>
        serializer.SerializeToArray(Sealed<AccessText>.Seal(text, key, places.AccessText, serializer));

    /// <summary>Opens the free text of an access.</summary>
    /// <param name="text">The sealed text.</param>
    /// <param name="key">The personal key.</param>
    /// <param name="places">Where it stands.</param>
    /// <returns>The text; null where somebody changed it.</returns>
    public AccessText? OpenText(byte[] text, CustomerKey key, SectionPlaces places)
    {
        try
        {
            return serializer.Deserialize<Sealed<AccessText>>(text)!.Open(key, places.AccessText, serializer);
        }
        catch (Exception)
        {
            // One line that was tampered with must not take the others from the customer; the log's own verification names it.
            return null;
        }
    }

    /// <summary>What a call asks for, as bytes that are the same for the same request.</summary>
    /// <param name="context">The call.</param>
    /// <param name="purpose">The purpose it runs under: an answer made for one must not be shown to another.</param>
    /// <returns>Method, purpose and arguments.</returns>
    public byte[] Describe(IIncomingGrainCallContext context, string purpose)
    {
        var request = context.Request;
        var arguments = new object?[request.GetArgumentCount() + 2];
        (arguments[0], arguments[1]) = (context.InterfaceMethod.Name, purpose);
        for (var i = 2; i < arguments.Length; i++)
        {
            arguments[i] = request.GetArgument(i - 2);
        }

        return serializer.SerializeToArray(arguments);
    }

    private VaultEntry Unwrap(CustomerKeyRow? row)
    {
        if (row?.Personal is null)
        {
            return new VaultEntry(row, null);
        }

        var key = CustomerKey.UnwrapPersonal(row, wrapper);
        try
        {
            return new VaultEntry(row, key, KeyReplacer.Pending(row, key, wrapper));
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
