import { describeStore } from '../../../contracts/store-contract.ts';
import { openRealStore } from './real-store.ts';

describeStore('the store on DynamoDB', openRealStore);
