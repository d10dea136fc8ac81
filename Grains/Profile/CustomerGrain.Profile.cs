using Grains.Access;
using Grains.Consent;
using Grains.Interfaces.Access;
using Grains.Interfaces.Profile;
using Grains.Profile;

namespace Grains;

/// <summary>The customer's profile.</summary>
internal sealed partial class CustomerGrain
{
    private static readonly Refusal IllFormed = new(ProblemCode.CustomerUnknown, "A customer id is 1 to 64 of A-Z a-z 0-9 . _ ~ -.");

    /// <inheritdoc/>
    public ValueTask<Reply<ProfileWritten>> Put(string bankId, Input<ProfileDraft> draft) =>
        WriteProfile(bankId, draft, (profile, sent) => profile.Put(sent, catalogue, Now));

    /// <inheritdoc/>
    public ValueTask<Reply<ProfileWritten>> Merge(string bankId, Input<ProfileDraft> draft) =>
        WriteProfile(bankId, draft, (profile, sent) => profile.Merge(sent, catalogue, Now));

    /// <inheritdoc/>
    ValueTask<Reply<CustomerProfile>> ICustomerProfile.Read() => ValueTask.FromResult<Reply<CustomerProfile>>(View(Sections.Profile));

    /// <inheritdoc/>
    public async ValueTask<Reply<CustomerProfile>> Patch(Input<ProfileDraft> draft, string? ifMatch)
    {
        if (draft.Fault is { } fault)
        {
            return fault;
        }

        if (!EntityTag.Matches(ifMatch, Sections.Profile.Version))
        {
            return new Refusal(ProblemCode.VersionMismatch, "The profile has changed: read it again and repeat with its ETag.");
        }

        return await Change<CustomerProfile>(next =>
        {
            var patched = next.Profile.Patch(draft.Value!, Caller.Current!.Token.Role, catalogue, Now);
            return patched.Refusal is { } refusal ? refusal : View(next.Profile = patched.Value!);
        });
    }

    private async ValueTask<Reply<ProfileWritten>> WriteProfile(
        string bankId, Input<ProfileDraft> draft, Func<ProfileSection, ProfileDraft, Reply<ProfileSection>> write)
    {
        if (!CustomerId.IsWellFormed(bankId))
        {
            return IllFormed;
        }

        if (pseudonyms.Of(bankId).Value != this.GetPrimaryKey())
        {
            throw new InvalidOperationException("ApiHost and silo hold different pseudonym secrets: set the same Pseudonym:Secret on both.");
        }

        if (draft.Fault is { } fault)
        {
            return fault;
        }

        // Judged before keys are made, so that a refused creation leaves nothing behind.
        var written = write(sections?.Profile ?? new ProfileSection { BankId = bankId }, draft.Value!);
        if (written.Refusal is { } refusal)
        {
            return refusal;
        }

        var created = sections is null;
        if (created && await Begin() is { } gone)
        {
            return gone;
        }

        var reply = default(Reply<ProfileWritten>);
        try
        {
            return reply = await Change<ProfileWritten>(next => new ProfileWritten(created, View(next.Profile = written.Value!)));
        }
        finally
        {
            if (created && reply.Value is null)
            {
                sections = null; // nothing was written: there is still no such customer
            }
        }
    }

    /// <summary>Makes the keys of a new customer. Where the row is then not written, the keys wait for the repeat.</summary>
    private async ValueTask<Refusal?> Begin()
    {
        try
        {
            entry = entry.Key is null ? await vault.Create(this.GetPrimaryKey()) : entry;
        }
        catch (Exception exception)
        {
            throw GoStale(exception);
        }

        if (entry.Key is not { } key)
        {
            return new Refusal(ProblemCode.CustomerErased, "The customer has been erased: an officer must release the id first.");
        }

        sections = vault.Read(row.State, key, Places);
        if (entry.Floor > 0)
        {
            // The row was lost in a restore: what had been withdrawn is not known any more, so nothing older may stand as given.
            Distrust();
        }

        return null;
    }

    private CustomerProfile View(ProfileSection profile)
    {
        var purpose = Caller.Current!.Purpose;
        var declaration = catalogue.Purpose[purpose];
        return profile.View(purpose, catalogue, declaration.NeedsConsent ? category => Sections.Consent.Covers(declaration, category, Now) : null);
    }
}
