using Grains.Due;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;

namespace Grains;

/// <summary>The customer's transactions.</summary>
internal sealed partial class CustomerGrain
{
    public ValueTask<Reply<TransactionsRecorded>> Record(Input<TransactionBatch> batch) => throw new NotImplementedException();
    public ValueTask<Reply<Done>> Remove(string transactionId) => throw new NotImplementedException();
    ValueTask<Reply<TransactionPage>> ICustomerActivity.Read(Input<TransactionQuery> query) => throw new NotImplementedException();
    public ValueTask<Reply<TransactionView>> Categorise(string transactionId, Input<CategoryChange> change) => throw new NotImplementedException();
    public async ValueTask<DateTimeOffset?> ForgetSilent()
    {
        await due.Set(new DueItem(DueGrain.SilentActivity, this.GetPrimaryKey(), Now));
        return null;
    }
}
