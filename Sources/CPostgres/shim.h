// libpq, as it is.
#pragma once
#include <libpq-fe.h>
